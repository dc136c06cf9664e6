"""The look of the documents: builds the two templates that staff may then edit (`python -m bulletin templates`)."""
