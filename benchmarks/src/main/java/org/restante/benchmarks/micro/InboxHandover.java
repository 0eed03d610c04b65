package org.restante.benchmarks.micro;

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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.LinkUri;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.MessageId;

/**
 * A request into the inbox of a broker in memory, and its answer back to the thread that asked. The request is the status of a message
 * that nobody knows: it changes nothing, so that most of the time is the handover.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // set before the first measurement
public class InboxHandover {

    private static final Request REQUEST = new Request.Status(new MessageId(1, 1, 1));

    /** How many requests a thread has under way. */
    @Param({"1", "100"})
    public int outstanding;

    private Link link;
    private Outstanding answers;

    /** Opens a link of this thread; the first one starts the broker. */
    @Setup
    public void open() throws LinkException {
        link = LinkUri.parse("vm:micro").open(event -> {});
        answers = new Outstanding(outstanding);
        link.request(new Request.Connect(null, null)).toCompletableFuture().join();
        Reply reply = link.request(REQUEST).toCompletableFuture().join();
        if (!(reply instanceof Reply.Statuses)) {
            throw new IllegalStateException("the broker answers " + reply);
        }
    }

    /** Closes the link; the last one ends the broker. */
    @TearDown
    public void close() {
        answers.awaitAll();
        link.close();
    }

    /** One thread asks. */
    @Benchmark
    @Threads(1)
    public void oneThread() {
        answers.add(link.request(REQUEST));
    }

    /** Two threads ask, each over a link of its own; the time is that of one request of one of them. */
    @Benchmark
    @Threads(2)
    public void twoThreads() {
        answers.add(link.request(REQUEST));
    }
}
