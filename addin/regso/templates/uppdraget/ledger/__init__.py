"""The ledger in the template Uppdraget: its rows, the rules that map them, and its checks."""
