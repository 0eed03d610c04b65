package org.restante.benchmarks.comparison;

/** The code of one load, the same for all brokers; uses only methods of JMS 1.1, because not all peers have the later ones. */
interface LoadProgram {

    /** Runs the load, with its warm-up, and notes one value for each metric, in their order. */
    void run(Trial trial, Readings readings) throws Exception;
}
