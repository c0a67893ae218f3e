"""What flows through: a fictional town to try the product on."""
