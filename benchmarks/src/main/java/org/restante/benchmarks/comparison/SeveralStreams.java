package org.restante.benchmarks.comparison;

import java.util.List;

/** Several loads on one server, one after the other, after which the comparison reads the server's resident memory. */
final class SeveralStreams implements LoadProgram {

    private static final List<Load> LOADS =
            List.of(Load.NON_PERSISTENT_4, Load.FAN_OUT, Load.DURABLE_8, Load.DURABLE_TOPIC, Load.TRANSACTIONS);

    @Override
    public void run(Trial trial, Readings readings) throws Exception {
        for (Load load : LOADS) {
            StreamShape shape = load.shape();
            if (shape != null) {
                Readings ignored = new Readings();
                new MessageStream(shape, load.id(), trial.window()).run(trial, ignored);
                ignored.mistakes().forEach(mistake -> readings.mistake(load.id() + ": " + mistake));
            }
        }
    }
}
