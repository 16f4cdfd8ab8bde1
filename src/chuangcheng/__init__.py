"""chuangcheng (创城): runs the year of work by which a civilised title is earned."""

__version__ = "0.1.0"
