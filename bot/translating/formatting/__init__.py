"""What a translation looks like: formatting, addresses, numbers, case, quotation marks, layout."""
