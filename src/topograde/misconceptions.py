"""The catalogue of misconceptions: what learners believe, what to tell them, where to read on.

Structural ones belong to differences between graphs (`match.Difference.kind`), the others to errors
that Keras or Python raises while the learner's function runs. Evidence that people really make them
is in the threads that the chapters' pitfall boxes link to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Misconception:
    """A named mistake.

    `belief` is what the learner probably thinks; `advice` ends the sentence of a failed check;
    `hints` is a ladder (a nudge, the idea, a skeleton); `section` is the chapter and the heading to
    read, or empty; `raises` matches the message of the error that it ends in, if it ends in one.
    """

    belief: str
    advice: str
    hints: tuple[str, str, str]
    section: str
    raises: str = ""


_ACTIVATION_HINTS = (
    "Compare the activations in the boxes of the picture with the task, one by one.",
    "An activation is an argument of its layer, and is written in the layer's box; or it is a call "
    "of its own, after the layer. A layer without the argument has none.",
    'keras.layers.Dense(…, activation="…")',
)

MISCONCEPTIONS: dict[str, Misconception] = {
    "separate": Misconception(
        "Two layers with equal settings are one layer.",
        "create the layer once, before the calls, and call that one object each time",
        (
            "Count the layers you create, then the calls you make.",
            "A layer is an object that owns its weights: two objects own two sets, however alike "
            "their settings are. Calling one object twice uses one set twice.",
            "shared = keras.layers.Dense(…)   # or a whole model\nu, v = shared(a), shared(b)",
        ),
        "05_shared_layers: A layer, a call, a tensor",
    ),
    "equal_copies": Misconception(
        "Equal values are shared weights.",
        "create the layer once and call it each time; copies drift apart in training",
        (
            "The values are equal now. Will they be after a training step?",
            "Equal seeds, clones and copied weights give equal numbers in two variables. Training "
            "changes each variable by its own gradient. Only one variable stays equal to itself.",
            "shared = keras.layers.Dense(…)   # or a whole model\nu, v = shared(a), shared(b)",
        ),
        "05_shared_layers: The same weights, or equal weights?",
    ),
    "partly_shared": Misconception(
        "Sharing one array of a layer shares the layer.",
        "call one layer object each time, so that every array of it is shared",
        (
            "Which arrays does the layer own, and which of them are shared?",
            "A Dense layer owns a kernel and a bias. Call one layer object, rather than giving "
            "two layers a common array.",
            "shared = keras.layers.Dense(…)   # or a whole model\nu, v = shared(a), shared(b)",
        ),
        "05_shared_layers: The same weights, or equal weights?",
    ),
    "shared": Misconception(
        "A layer variable can be used again as if it were new.",
        "create one layer for each of these calls",
        (
            "How many times does your program create this layer?",
            "[Dense(4)] * 3 is one layer three times; a comprehension creates three.",
            "first, second = keras.layers.…(…), keras.layers.…(…)   # two layers, each called once",
        ),
        "05_shared_layers: A layer, a call, a tensor",
    ),
    "wrong_operation": Misconception(
        "Another operation will do as well.",
        "put the one that the task names in its place",
        (
            "Which operation does the task name at the marked place?",
            "Operations whose results have one shape still compute different things.",
            "keras.layers.…()([…])   # instead of the marked call",
        ),
        "02_functional: Merging",
    ),
    "cut": Misconception(
        "A variable may be given a new tensor at every step.",
        "keep each keras.Input in a variable of its own, and list those in inputs=",
        (
            "Which tensor does the name in inputs=[…] stand for at that line?",
            "After x = layer(x) the name x no longer means the input, and the layer before it is "
            "not part of the model.",
            "x = keras.Input(shape=(…,))\nh = layer(x)\nkeras.Model(x, h)",
        ),
        "02_functional: A model is a graph of calls",
    ),
    "untracked": Misconception(
        "What `call` uses belongs to the model.",
        "create the layer once, in __init__ or before the calls, and call the layer itself",
        (
            "Does model.weights list these weights?",
            "Keras trains and saves the weights of layers that it sees called, and that are "
            "attributes of the model. A kernel taken out of its layer, or a layer made in call(), "
            "is not among them.",
            "self.dense = keras.layers.Dense(4)   # in __init__\ny = self.dense(x)",
        ),
        "05_shared_layers: A layer, a call, a tensor",
    ),
    "activation_missing": Misconception(
        "A layer applies its activation by itself.",
        "give that layer the argument activation=, or call the function on what it returns",
        _ACTIVATION_HINTS,
        "01_sequential: Layers and their settings",
    ),
    "activation_extra": Misconception(
        "One more activation does no harm.",
        "leave this activation out",
        _ACTIVATION_HINTS,
        "01_sequential: Layers and their settings",
    ),
    "activation_wrong": Misconception(
        "Any activation will do.",
        "put the activation that the task names in its place",
        _ACTIVATION_HINTS,
        "01_sequential: Layers and their settings",
    ),
    "activation_elsewhere": Misconception(
        "It does not matter which layer has the activation.",
        "compare the activation of each layer, and what it is called on, with the task",
        _ACTIVATION_HINTS,
        "01_sequential: Layers and their settings",
    ),
    "missing_call": Misconception(
        "This step makes no difference.",
        "add this step",
        (
            "Follow the picture of your model from the inputs down, step by step, beside the task.",
            "Every box of the picture is one call; the task asks for one more.",
            "y = keras.layers.…(…)(x)   # after the marked call; with two tensors: …()([a, b])",
        ),
        "02_functional: A model is a graph of calls",
    ),
    "extra_call": Misconception(
        "One more step does no harm.",
        "take this step out",
        (
            "Which box in the picture of your model does the task not mention?",
            "Every call on the way to the outputs changes the function, its gradient or how it "
            "trains.",
            "Pass the tensor from before the marked call on to what comes after it.",
        ),
        "02_functional: A model is a graph of calls",
    ),
    "setting": Misconception(
        "Any setting will do.",
        "change the setting",
        (
            "Compare the marked box with the task, number by number.",
            "Settings are the arguments with which the layer is created.",
            "keras.layers.Dense(units, activation=…)",
        ),
        "01_sequential: Layers and their settings",
    ),
    "misplaced": Misconception(
        "The order of the steps does not matter.",
        "call the layers in the order that the task names",
        (
            "Read the picture of your model beside the task, from the inputs down: where do they "
            "part?",
            "The same layers in another order compute something else: a Dense layer before Flatten "
            "treats each row by itself, after it all at once.",
            "y = second(first(x))   # first comes first",
        ),
        "01_sequential: Layers and their settings",
    ),
    "argument_order": Misconception(
        "The order of the arguments does not matter.",
        "swap the arguments",
        (
            "The small numbers at the arrows say which argument is which.",
            "a - b is not b - a, and a concatenation puts its first argument first.",
            "keras.layers.Subtract()([first, second])   # first - second\n"
            "keras.layers.Concatenate()([first, second])   # the numbers of first come first",
        ),
        "02_functional: When the order of arguments matters",
    ),
    "source": Misconception(
        "Any tensor of the right shape will do.",
        "pass the tensor that the task names",
        (
            "Where does the arrow into the marked box come from?",
            "Two tensors of one shape can be mixed up without an error. Give them names that say "
            "where they come from.",
            "h = first_layer(x)\ny = second_layer(h)   # h and not x, where the task says so",
        ),
        "02_functional: A model is a graph of calls",
    ),
    "input_count": Misconception(
        "One input is enough.",
        "give the model one keras.Input for each input",
        (
            "How many things does the task hand to the model?",
            "Each of them is a keras.Input, and all of them stand in inputs=[…].",
            "keras.Model([left, right], output)",
        ),
        "02_functional: Several inputs and outputs",
    ),
    "input_shape": Misconception(
        "The input shape includes the batch axis.",
        "write the shape of one example in keras.Input(shape=…)",
        (
            "What is the shape of one example?",
            "Keras adds the batch axis by itself: it prints as None.",
            "keras.Input(shape=(32,))   # 32 numbers an example",
        ),
        "01_sequential: Shapes",
    ),
    "input_order": Misconception(
        "The order of the inputs does not matter.",
        "list them in inputs= in the order that the task names",
        (
            "In which order will the model be called?",
            "Inputs of one shape in the wrong order give wrong numbers without an error.",
            "keras.Model([first, second], output)",
        ),
        "02_functional: Several inputs and outputs",
    ),
    "unused_input": Misconception(
        "An input that is listed is an input that is used.",
        "check which tensor each call is given",
        (
            "Which input has no arrow leaving it?",
            "A model may list an input that nothing depends on. Look for a call that was given "
            "the other input twice.",
            "u, v = shared(left), shared(right)",
        ),
        "02_functional: Several inputs and outputs",
    ),
    "output_count": Misconception(
        "Every tensor is an output.",
        "list exactly the tensors asked for in outputs=",
        (
            "How many results does the task ask for?",
            "The outputs are what you list; everything on the way is computed anyway.",
            "keras.Model(inputs, [score, code])",
        ),
        "02_functional: Several inputs and outputs",
    ),
    "output_order": Misconception(
        "The order of the outputs does not matter.",
        "list the outputs in the order the task names",
        (
            "Which result should come first?",
            "Losses and targets are matched with outputs by position, unless they are named.",
            "keras.Model(inputs, [first, second])",
        ),
        "02_functional: Several inputs and outputs",
    ),
    "output_source": Misconception(
        "Any tensor of the right shape will do.",
        "return the tensor that the task names",
        (
            "From which box does the output arrow leave?",
            "A model may return any tensor on the way; name tensors by where they come from.",
            "keras.Model(inputs, score)",
        ),
        "02_functional: Several inputs and outputs",
    ),
    "call_count": Misconception(
        "A layer that has been made, or called once, is part of the model.",
        "make the missing call, and pass what it returns on towards an output",
        (
            "Which call named in the task has no box in the picture of your model?",
            "A call that reaches no output is not part of the model, and neither is a layer that "
            "is made and never called.",
            "h = layer(x)\ny = next_layer(h)   # each result goes on, or is an output",
        ),
        "02_functional: A model is a graph of calls",
    ),
    "calls_too_many": Misconception(
        "One more call does no harm.",
        "leave out the calls that the task does not name; one result can be used in many places",
        (
            "Which boxes in the picture of your model does the task not name?",
            "A result is kept in a variable, and can be given to as many layers as you like.",
            "h = layer(x)   # one call\na, b = head_a(h), head_b(h)",
        ),
        "02_functional: Branches and residual connections",
    ),
    "parameter_count": Misconception(
        "A model of the right shape has the right weights.",
        "compare the weights of each layer with the task",
        (
            "Which layer has more parameters than it should, or fewer? `model.summary()` lists "
            "them.",
            "A Dense layer has (numbers in + 1) · units parameters: what it is called on counts as "
            "much as its units. A layer that is called twice counts once; two layers count twice.",
            "model.summary()   # then work out each line by hand, from the task",
        ),
        "01_sequential: Counting parameters by hand",
    ),
    "output_shape": Misconception(
        "The shape of the output takes care of itself.",
        "follow the shapes in the picture from the inputs down",
        (
            "At which box of the picture does the shape part from what the task says?",
            "A Dense layer changes the last axis only. Flatten and pooling take other axes away. "
            "Concatenate adds up the sizes of one axis, the last if nothing else is said.",
            "model.summary()   # the column of output shapes, line by line",
        ),
        "01_sequential: Shapes",
    ),
    "output_name": Misconception(
        "The variable's name is the output's name.",
        "an output in a list has the name of the layer that makes it: give that layer `name=`",
        (
            "Which layer makes each output, and what is it called?",
            "Without `name=` Keras makes a name of the kind of the layer and a number. The name of "
            "a Python variable is unknown to the model.",
            'keras.layers.Dense(…, name="first")(x)',
        ),
        "07_multi_task: Trunk and heads",
    ),
    "frozen_state": Misconception(
        "A change of `trainable` takes effect at once.",
        "set `trainable`, then compile the model",
        (
            "Which layers are trainable, and when was the model compiled?",
            "The first `fit` after `compile` looks at `trainable`; a later change counts after the "
            "next `compile`. A model whose own `trainable` is False trains nothing when you fit "
            "that model itself.",
            "layer.trainable = False   # or True\nmodel.compile(…)   # afterwards",
        ),
        "09_transfer: Freezing",
    ),
    "not_symmetric": Misconception(
        "One layer for both inputs makes a model symmetric.",
        "both inputs need the same layers, and a merge that does not depend on their order",
        (
            "What changes in the picture when the two inputs change places?",
            "a - b and a concatenation depend on the order; abs(a - b), a + b and a * b do not.",
            "keras.ops.abs(u - v)",
        ),
        "08_siamese: The distance between two codes",
    ),
    "common_weights": Misconception(
        "A second model made of the same layers is a copy.",
        "make the second one anew, from a file or as a clone with copied weights",
        (
            "Which layer objects does the second model call?",
            "A model that is made of the layers of another one shares their weights. A file that "
            "is loaded again, or `clone_model`, makes new layers.",
            "copy = keras.models.clone_model(model)   # new layers, with new weights\n"
            "copy.set_weights(model.get_weights())",
        ),
        "09_transfer: Share or copy",
    ),
    "not_saved": Misconception(
        "What runs can be saved.",
        "register the class, and let its config hold what __init__ needs",
        (
            "What does Keras have to know to make this object again, in a program that has not "
            "seen yours?",
            "A file holds the name of each class, its config and its weights. The class must be "
            "registered, and its config must hold all that `__init__` needs.",
            "def get_config(self):\n    return {**super().get_config(), …}",
        ),
        "12_serialization: Code of your own",
    ),
    "redundant_call": Misconception(
        "To use a result twice, compute it twice.",
        "keep the result of the first call in a variable and use it wherever it is needed",
        (
            "Is the layer called twice on the same tensor?",
            "A call costs time each time it is made; its result can be used as often as you like.",
            "h = trunk(x)\na, b = head_a(h), head_b(h)",
        ),
        "05_shared_layers: What sharing saves, and what it does not",
    ),
    "tensor_called": Misconception(
        "Dense(64)(x) is a layer.",
        "what you call here is the result of a call, a tensor: keep the layer itself in a "
        "variable, and call that",
        (
            "What does the name on that line stand for: a layer, or the result of calling one?",
            "Dense(64) makes a layer, and Dense(64)(x) already calls it: it is a tensor.",
            "shared = keras.layers.Dense(64)   # no call here\nu, v = shared(a), shared(b)",
        ),
        "05_shared_layers: A layer, a call, a tensor",
        raises=r"'KerasTensor' object is not callable",
    ),
    "shape_is_a_number": Misconception(
        "A shape of one number is a number.",
        "write a tuple, such as keras.Input(shape=(32,))",
        (
            "What type has a shape?",
            "A shape lists the axes of one example: for a vector, one number in a tuple.",
            "keras.Input(shape=(32,))",
        ),
        "01_sequential: Shapes",
        raises=r"Cannot convert '\d+' to a shape",
    ),
    "name_used_twice": Misconception(
        "A clone is another name for the same layer.",
        "a clone carries the name of its original, and a second keras.Input may repeat the first "
        "one's: use the first one again where you mean the same thing, or give a name of its own",
        (
            "Do you need two of them here, or one that is used twice?",
            "clone_model makes new layers with new weights and the old names.",
            "u, v = encoder(left), encoder(right)",
        ),
        "05_shared_layers: The same weights, or equal weights?",
        raises=r"is used \d+ times in the model",
    ),
    "outside_function": Misconception(
        "A function for arrays works on symbolic tensors.",
        "use the function of that name in keras.ops",
        (
            "Which function on that line does not come from Keras?",
            "While a model is built its tensors have shapes and no values; TensorFlow and NumPy "
            "functions need values.",
            "keras.ops.abs(u - v)",
        ),
        "02_functional: Symbolic tensors",
        raises=r"KerasTensor is symbolic|KerasTensor cannot be used as input to a TensorFlow|"
        r"A KerasTensor cannot be used|'KerasTensor' object has no attribute",
    ),
    "truth_of_a_tensor": Misconception(
        "Python's if can look at a tensor.",
        "use keras.ops.where or keras.ops.cond",
        (
            "What value has the tensor while the model is built?",
            "A symbolic tensor has no value yet, so Python cannot branch on it.",
            "keras.ops.where(x > 0, x, 0.0)",
        ),
        "02_functional: Symbolic tensors",
        raises=r"cannot be used as a (Python )?boolean",
    ),
    "no_super_init": Misconception(
        "__init__ only has to create layers.",
        "make super().__init__() the first line of __init__",
        (
            "What runs first in __init__?",
            "Keras tracks layers from the moment its own __init__ has run.",
            "def __init__(self):\n    super().__init__()\n    self.dense = …",
        ),
        "03_subclassing: Which layers Keras knows",
        raises=r"forgot to call `super\(\).__init__\(\)`|super\(\).__init__\(\)",
    ),
    "state_after_build": Misconception(
        "A layer may be added at any time.",
        "make layers in __init__ and weights in build, before the first call",
        (
            "When is this layer or weight made?",
            "Once a layer has been called, its list of layers and weights is closed. `build` runs "
            "before the first call, and knows the shape of the input.",
            "def build(self, shape):   # a layer of your own\n"
            "    self.scale = self.add_weight(shape=(shape[-1],))",
        ),
        "03_subclassing: A program that runs and is wrong",
        raises=r"cannot add new elements of state",
    ),
    "merge_without_a_list": Misconception(
        "A merge layer takes its tensors one by one.",
        "pass one list: keras.layers.Concatenate()([a, b])",
        (
            "How many arguments does a merge layer take?",
            "Merge layers take one list of tensors; the functions in keras.ops differ.",
            "keras.layers.Concatenate()([a, b])",
        ),
        "02_functional: Merging",
        raises=r"should be called on (a list of |exactly )(at least )?\d* ?input|"
        r"too many positional arguments|"
        r"Only input tensors may be passed as positional arguments",
    ),
    "loss_weight_moved": Misconception(
        "A loss weight belongs to the output that was meant.",
        "in loss_weights, give each weight the name of the output that it is for, letter by letter",
        (
            "Which output does each name in loss_weights name?",
            "With dictionary outputs, Keras does not compare the names: it sorts the weights by "
            "their names and gives them out in this order.",
            'loss_weights={"first": 1.0, "second": 9.0}   # the names of the outputs',
        ),
        "07_multi_task: A program that runs and is wrong",
    ),
    "loss_missing": Misconception(
        "An output without a loss is trained along with the others.",
        "give each output its loss, and no weight of 0",
        (
            "Which output has no part in the sum?",
            "Only what the sum of the losses depends on is trained. A head without a loss keeps "
            "the weights that it began with.",
            'loss={"first": "…", "second": "…"}',
        ),
        "07_multi_task: Mistakes without an error",
    ),
    "outputs_of_one_name": Misconception(
        "Each output has a name of its own.",
        "pass each output through keras.layers.Identity(name=…)",
        (
            "Which layer made the outputs, and what is it called?",
            "In a list, an output has the name of the layer that made it: two outputs of one "
            "shared layer have the same name, and their losses cannot be told apart. A dictionary "
            "names them.",
            'keras.layers.Identity(name="first")(shared(a))',
        ),
        "07_multi_task: Mistakes without an error",
    ),
    "tape_used_up": Misconception(
        "A tape answers as often as it is asked.",
        "make the tape with persistent=True, or use one tape for each gradient",
        (
            "How many gradients do you ask this tape for?",
            "A GradientTape forgets what it recorded after its first answer.",
            "with tf.GradientTape(persistent=True) as tape:\n    …",
        ),
        "05_shared_layers: One gradient, summed over calls",
        raises=r"non-persistent GradientTape",
    ),
    "shapes_do_not_merge": Misconception(
        "Tensors of any two shapes can be added.",
        "give Add, Subtract and Multiply tensors of the same shape",
        (
            "What are the shapes of the two tensors on that line?",
            "These layers work number by number, so both tensors need the same shape. Concatenate "
            "also joins tensors whose last axes differ.",
            "print(a.shape, b.shape)",
        ),
        "02_functional: Merging",
        raises=r"[Ii]nputs have incompatible shapes",
    ),
    "layer_for_a_tensor": Misconception(
        "A layer is what it returns.",
        "pass the tensor that the layer returned when it was called: `layer.output`",
        (
            "Is the name on that line a layer, or the result of calling one?",
            "A model is made from tensors. The output of a layer inside a model is its `output`.",
            "keras.Model(model.inputs, model.get_layer(name).output)",
        ),
        "02_functional: Cutting a feature extractor out of a model",
        raises=r"All `(in|out)puts` values must be KerasTensors",
    ),
    "model_without_lists": Misconception(
        "A model takes its inputs and outputs one by one.",
        "put all inputs into one list, and all outputs into another",
        (
            "How many arguments does keras.Model take?",
            "Two: what goes in, and what comes out. Each may be a list.",
            "keras.Model([a, b], [c, d])",
        ),
        "02_functional: Several inputs and outputs",
        raises=r"Layer\.__init__\(\) takes 1 positional argument but [45] were given",
    ),
    "merge_not_called": Misconception(
        "Making a merge layer merges.",
        "a merge layer is made first, and then called on a list: keras.layers.Add()([a, b])",
        (
            "How many pairs of parentheses are on that line? One makes the layer, one calls it.",
            "The first parentheses hold settings, and make the layer. The second hold the tensors.",
            "keras.layers.Add()([a, b])",
        ),
        "02_functional: Merging",
        raises=r"(Merge|Concatenate|Dot)\.__init__\(\) takes ",
    ),
    "call_with_two_arguments": Misconception(
        "The inputs of a model are the arguments of its `call`.",
        "take the inputs out of the one list that `call` gets",
        (
            "With what do the checks call the model: two tensors, or one list?",
            "model([a, b]) passes one argument, a list, to `call`.",
            "def call(self, inputs):\n    left, right = inputs",
        ),
        "03_subclassing: The same graph, read from a run",
        raises=r"call\(\) missing 1 required positional argument|missing a required argument: '",
    ),
    "look_up_without_numbers": Misconception(
        "A table of words takes anything.",
        "a table is looked up by whole numbers, such as word numbers; scores of the words come "
        "from its other direction",
        (
            "What are the numbers that the table gets on that line: word numbers, or something "
            "computed from them?",
            "One direction turns word numbers into rows of the table. The other one compares what "
            "was computed with every row, and gives a score for each word.",
            "table(computed, reverse=True)   # if the table has such an argument",
        ),
        "06_reading_graphs: Tied weights",
        raises=r"'indices' has DataType float|attr 'Tindices' of float|"
        r"Cannot cast array data from dtype\('float\d+'\) to dtype\('int\d+'\)",
    ),
    "truth_of_an_array": Misconception(
        "== says whether two variables are one.",
        "compare variables with `is`; == and `in` compare their numbers",
        (
            "What does == give for two arrays: one answer, or one for each number?",
            "Whether two names stand for one object is asked with `is`, or with id().",
            "any(variable is other for other in others)",
        ),
        "06_reading_graphs: Who shares with whom?",
        raises=r"truth value of an array",
    ),
    "width_fixed": Misconception(
        "A shared layer adapts to each input.",
        "a layer's first call fixes the size that its weights touch: give it inputs that agree "
        "there, or use two layers",
        (
            "What shape had the input of the layer's first call?",
            "A Dense kernel has one row for each number of the last axis; that axis must agree.",
            "shared(x)   # x of shape (…, 32) each time",
        ),
        "05_shared_layers: What sharing saves, and what it does not",
        raises=r"is incompatible with the layer",
    ),
    "batch_size_unknown": Misconception(
        "The batch size is a number while a model is built.",
        "the batch size is None while a model is built: write -1 in its place, or ask "
        "keras.ops.shape for it",
        (
            "What is x.shape[0] while the model is built?",
            "One size of a reshape may be -1, which is worked out from the others.",
            "keras.ops.reshape(x, (-1, …))",
        ),
        "11_custom_layers: One layer, any length",
        raises=r"Failed to convert elements of \(None",
    ),
    "disconnected": Misconception(
        "Any tensor can be an output.",
        "make the model from the very inputs that its outputs were computed from",
        (
            "Were the outputs computed from the tensors in inputs=[…]?",
            "keras.Input makes a new tensor at each call; a second one knows nothing of the first.",
            "x = keras.Input(…)\ny = layer(x)\nkeras.Model(x, y)",
        ),
        "02_functional: Disconnected graphs",
        raises=r"not connected to `inputs`|[Gg]raph disconnected",
    ),
}


def misconception_of(error: Exception) -> str:
    """Return the name of the misconception that an error comes from, or an empty string.

    >>> misconception_of(TypeError("'KerasTensor' object is not callable"))
    'tensor_called'
    """
    message = str(error)
    for name, misconception in MISCONCEPTIONS.items():
        if misconception.raises and re.search(misconception.raises, message):
            return name
    return ""
