"""What rests on the agency's secret key, which is kept outside every workbook."""
