package org.restante.server;

import java.util.concurrent.atomic.LongAdder;

/** The counters of a server. Any thread may use them. */
final class ServerCounters {
    final LongAdder accepted = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder loginsFailed = new LongAdder();
    final LongAdder dropped = new LongAdder();
    final LongAdder pauses = new LongAdder();
    final LongAdder requests = new LongAdder();
    final LongAdder bytesIn = new LongAdder();
    final LongAdder bytesOut = new LongAdder();
}
