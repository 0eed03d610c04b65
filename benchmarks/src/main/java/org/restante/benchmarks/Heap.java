package org.restante.benchmarks;

import java.lang.management.ManagementFactory;

/** The heap of this JVM. */
final class Heap {

    private Heap() {}

    /** Bytes in use after a garbage collection. */
    static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
