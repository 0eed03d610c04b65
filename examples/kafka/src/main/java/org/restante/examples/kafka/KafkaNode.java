package org.restante.examples.kafka;

import kafka.Kafka;
import kafka.tools.StorageTool;

/** A node of Kafka: prepares its folder, once, and serves until it is killed or its parent has ended. */
final class KafkaNode {

    private KafkaNode() {}

    /**
     * Runs it.
     *
     * @param args the file of settings, and the identifier of the cluster
     */
    public static void main(String[] args) {
        Child.haltWithParent();
        String[] format = {"format", "--ignore-formatted", "--config", args[0], "--cluster-id", args[1]};
        int code = StorageTool.execute(format, System.err);
        if (code != 0) {
            System.exit(code);
        }
        Kafka.main(new String[] {args[0]});
    }
}
