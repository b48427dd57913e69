"""Two members write to each other, out of sight of everybody else. The team begins; members may where the operator lets them."""
