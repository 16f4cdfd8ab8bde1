"""Lines into texts: broken lines joined, headings found, several documents in one file parted, sentences cut."""
