import torch
from given import BIAS, KERNEL, LEFT, RIGHT


class Siamese(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = torch.nn.Linear(4, 3)

    def forward(self, a, b):
        a, b = self.encoder(a), self.encoder(b)
        return (torch.tanh(a) - torch.tanh(b)).abs().sum(dim=1)


net = Siamese()
with torch.no_grad():
    net.encoder.weight.copy_(torch.tensor(KERNEL.T))
    net.encoder.bias.copy_(torch.tensor(BIAS))
distances = net(torch.tensor(LEFT), torch.tensor(RIGHT))
print("distances", [f"{d:.4f}" for d in distances.tolist()])
print("parameters", len(list(net.parameters())))
