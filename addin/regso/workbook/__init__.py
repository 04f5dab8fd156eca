"""What every workbook of ours is made of: pages, columns, inputs, checks, charts and looks."""
