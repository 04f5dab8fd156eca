"""What is seen of a sheet on paper and on screen: rows and pages that may be empty, and room."""
