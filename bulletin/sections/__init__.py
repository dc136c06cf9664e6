"""One module per part of the text, in the order of the document."""
