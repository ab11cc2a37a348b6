"""A case on five slides, with tables and charts that whoever gets them can edit."""
