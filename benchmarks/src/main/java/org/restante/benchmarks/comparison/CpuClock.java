package org.restante.benchmarks.comparison;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** The CPU time of this process and of the server's. The server's has steps of 10 ms on Linux. */
final class CpuClock {

    private final long server;
    private final OperatingSystemMXBean own = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** @param server the server's process, or 0 if there is none */
    CpuClock(long server) {
        this.server = server;
    }

    /** Nanoseconds of CPU since the start of the processes. */
    long nanos() {
        return own.getProcessCpuTime() + serverNanos();
    }

    private long serverNanos() {
        return server == 0
                ? 0
                : ProcessHandle.of(server)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElse(Duration.ZERO)
                        .toNanos();
    }
}
