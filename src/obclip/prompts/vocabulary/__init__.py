"""What a taxonomy file says: attributes, values, rows of forms, sizes of blocks; and the data themselves."""
