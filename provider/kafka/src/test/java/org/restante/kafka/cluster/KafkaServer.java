package org.restante.kafka.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.restante.thread.Threads;

/**
 * The process of one Kafka node: formats its storage if that is empty, and serves until it is killed or its standard input ends. So it
 * ends with the process that started it, however that one ends.
 */
public final class KafkaServer {

    private KafkaServer() {}

    /** @param arguments the file of settings, the identifier of the cluster, and the folder of the data */
    public static void main(String[] arguments) {
        Threads.daemon("end-of-parent", KafkaServer::haltAtEndOfInput).start();
        if (!Files.exists(Path.of(arguments[2], "meta.properties"))) {
            String[] format = {"format", "--config", arguments[0], "--cluster-id", arguments[1]};
            int code = StorageTool.execute(format, System.out);
            if (code != 0) {
                Runtime.getRuntime().halt(code);
            }
        }
        Kafka.main(new String[] {arguments[0]});
    }

    private static void haltAtEndOfInput() {
        try {
            int read = System.in.read();
            while (read >= 0) {
                read = System.in.read();
            }
        } catch (IOException e) {
            System.err.println("standard input has failed, which counts as its end: " + e.getMessage());
        }
        Runtime.getRuntime().halt(3);
    }
}
