package org.restante.benchmarks.micro;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** An empty task to an executor of the JDK with one thread, and its completion back: what {@link InboxHandover} compares with. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // set before the first measurement
public class ExecutorHandover {

    /** How many tasks are under way. */
    @Param({"1", "100"})
    public int outstanding;

    private ExecutorService executor;
    private Outstanding answers;

    /** Starts the executor. */
    @Setup
    public void start() {
        executor = Executors.newSingleThreadExecutor();
        answers = new Outstanding(outstanding);
    }

    /** Ends the executor. */
    @TearDown
    public void end() {
        answers.awaitAll();
        executor.shutdown();
    }

    /** One thread hands over. */
    @Benchmark
    public void oneThread() {
        answers.add(CompletableFuture.runAsync(() -> {}, executor));
    }
}
