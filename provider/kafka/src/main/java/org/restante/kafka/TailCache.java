package org.restante.kafka;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.restante.disk.FileProblem;

/** The file in which a tail keeps what it has read, about once a minute. Owned by the tail's thread. */
final class TailCache {

    private static final System.Logger LOG = System.getLogger(TailCache.class.getName());
    private static final long KEEP_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final KafkaLogOptions options;
    private final Path file;
    private final String topic;
    private final LongSupplier nanos;
    private long keptAt;
    private boolean hasWarned;

    /** @param topic the identifier of the topic, by which one that was made anew is told from it */
    TailCache(KafkaLogOptions options, Path file, String topic, LongSupplier nanos) {
        this.options = options;
        this.file = file;
        this.topic = topic;
        this.nanos = nanos;
        this.keptAt = nanos.getAsLong();
    }

    String topic() {
        return topic;
    }

    boolean isDue() {
        return nanos.getAsLong() - keptAt > KEEP_NANOS;
    }

    void write(KeptPoint kept) {
        keptAt = nanos.getAsLong();
        try {
            kept.write(file);
        } catch (IOException e) {
            LOG.log(
                    hasWarned ? Level.DEBUG : Level.WARNING,
                    "What was read of log '" + options.name() + "' cannot be kept in " + file
                            + ", so the next start reads all of it: " + FileProblem.reason(e));
            hasWarned = true;
        }
    }
}
