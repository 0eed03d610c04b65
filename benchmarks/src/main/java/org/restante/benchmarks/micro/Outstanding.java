package org.restante.benchmarks.micro;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The answers that are awaited, oldest first, up to a bound. Owned by one thread. */
final class Outstanding {

    private final int bound;
    private final Queue<CompletableFuture<?>> answers = new ArrayDeque<>();

    Outstanding(int bound) {
        this.bound = bound;
    }

    /** Adds an answer, and waits for the oldest one when the bound is reached; so a bound of 1 waits for each answer. */
    void add(CompletionStage<?> answer) {
        answers.add(answer.toCompletableFuture());
        if (answers.size() == bound) {
            answers.remove().join();
        }
    }

    /** Waits for all answers. */
    void awaitAll() {
        answers.forEach(CompletableFuture::join);
        answers.clear();
    }
}
