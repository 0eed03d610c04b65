package org.restante.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.restante.message.Envelope;
import org.restante.selector.InvalidSelectorException;
import org.restante.selector.MessageFields;
import org.restante.selector.Selector;

/**
 * A selector on a message, as the broker applies it where a consumer's cursor passes: the header is decoded already, the properties
 * are not. Both selectors match, so that no part of them is left out.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // set before the first measurement
public class SelectorMatching {

    private static final String EQUALITY = "region = 'EU'";
    private static final String LONGER =
            EQUALITY + " AND amount > 100 AND customer LIKE 'ACME-%' AND state IN ('new', 'open', 'held')";

    private final Envelope message = OrderMessage.of(100);
    private Selector equality;
    private Selector longer;

    /** Parses the selectors. */
    @Setup
    public void parse() throws InvalidSelectorException {
        equality = Selector.parse(EQUALITY);
        longer = Selector.parse(LONGER);
        if (!equality() || !longer()) {
            throw new IllegalStateException("a selector does not match its message");
        }
    }

    /** One property and one comparison. */
    @Benchmark
    public boolean equality() {
        return equality.matches(new MessageFields(message));
    }

    /** Four properties, joined by AND: =, &gt;, LIKE and IN. */
    @Benchmark
    public boolean longer() {
        return longer.matches(new MessageFields(message));
    }
}
