"""Fits the linear models of `assistant.fitted`: the class, the best of several, and how likely it is right."""

import numpy as np
from scipy.optimize import minimize

from assistant.fitted import softmax


def fit_classes(x, target, penalty, steps=15000):
    """Weights, (n_features, n_classes), by which each row of `x` is most likely of the class that `target` marks."""

    def loss(flat):
        w = flat.reshape(x.shape[1], -1)
        p = softmax(x @ w)
        value = -np.log((p * target).sum(1) + 1e-12).sum() + penalty * (flat @ flat)
        return float(value), (x.T @ (p - target) + 2 * penalty * w).ravel()

    start = np.zeros(x.shape[1] * target.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps})
    return found.x.reshape(x.shape[1], -1)


def fit_score(known, penalty=0.3):
    """Weights that put the gold candidates of each question before its others; `known` are (rows, which are gold)."""

    def loss(w):
        value, slope = penalty * float(w @ w), 2 * penalty * w
        for rows, gold in known:
            p = softmax(rows @ w)
            right = p[gold].sum() + 1e-12
            value -= float(np.log(right))
            slope = slope + p @ rows - (p * gold / right) @ rows
        return value, slope

    return minimize(loss, np.zeros(known[0][0].shape[1]), jac=True, method="L-BFGS-B").x


def fit_chance(told, penalty=1.0):
    """Weights of how likely something is right, the constant first; `told` are (features, whether it is)."""
    x = np.c_[np.ones(len(told)), np.array([row for row, _ in told])]
    y = np.array([right for _, right in told], np.float64)

    def loss(w):
        z = x @ w
        held = np.r_[0.0, w[1:]]
        value = np.logaddexp(0, -z * (2 * y - 1)).sum() + penalty * (held @ held)
        return float(value), x.T @ (1 / (1 + np.exp(-z)) - y) + 2 * penalty * held

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
