"""The structure of a table as the protector finds it: sums and shares, whatever the labels say."""
