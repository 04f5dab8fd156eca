"""What a workbook checks about itself."""
