"""Plan documents into drafts: what a 方案, 通知, 总结 or 汇报 says, each statement with its sentence and place.

The door is ``reading``: ``read_file(path)``, ``read_upload(name, data)``, ``read_text(text)`` give a ``model.Reading``.
"""
