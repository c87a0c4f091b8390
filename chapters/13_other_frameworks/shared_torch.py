import copy
import io

import torch


class Two(torch.nn.Module):
    """One layer under two names."""

    def __init__(self):
        super().__init__()
        self.left = torch.nn.Linear(4, 3)
        self.right = self.left

    def forward(self, a, b):
        return self.left(a) - self.right(b)


two = Two()
print("parameters", len(list(two.parameters())))
print("names in state_dict", len(two.state_dict()))

copied = copy.deepcopy(two)
print("deepcopy shares inside", copied.left is copied.right)
print("deepcopy shares with the original", copied.left is two.left)

file = io.BytesIO()
torch.save(two.state_dict(), file)
file.seek(0)
again = Two()
again.load_state_dict(torch.load(file))
print("loaded shares inside", again.left.weight is again.right.weight)

chain = torch.nn.Sequential(two.left, torch.nn.ReLU())
print("in a second module", chain[0].weight is two.left.weight)
