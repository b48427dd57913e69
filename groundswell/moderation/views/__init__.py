"""The pages: the queue for those who moderate, reports and decisions for everybody."""
