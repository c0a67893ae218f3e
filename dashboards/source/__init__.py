"""Where a page's rows come from: the snapshot, who asks, and what they may see."""
