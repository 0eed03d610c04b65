package org.restante;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.restante.disk.OwnerOnly;
import org.restante.link.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file in a data directory that is there while a broker starts. If a start finds it, the one before did not come to its end: the
 * process had too little memory, or was killed. Owned by the thread that starts.
 *
 * <p>The trap: a start that fails with a reason ends the marker too, as the operator has the reason; an Error does not.
 */
final class StartMarker {

    static final String FILE = "starting";

    private static final Logger LOG = LoggerFactory.getLogger(StartMarker.class);
    private static final long MIB = 1 << 20;
    private static final int MAX_READ = 40;

    private final Path file;

    private StartMarker(Path file) {
        this.file = file;
    }

    /** A start begins; logs a warning if the one before did not end. Without the file a start goes on all the same. */
    static StartMarker begin(Path directory, long heap) {
        StartMarker marker = new StartMarker(directory.resolve(FILE));
        try {
            if (Files.isRegularFile(marker.file, LinkOption.NOFOLLOW_LINKS)) {
                LOG.warn("{}", marker.words(directory, heap));
            }
            Files.deleteIfExists(marker.file);
            Files.createFile(marker.file, OwnerOnly.file(marker.file));
            Files.writeString(marker.file, "heap of " + heap / MIB + " MiB\n");
        } catch (IOException e) {
            LOG.debug("The start is not marked in {}: {}", directory, Reason.of(e));
        }
        return marker;
    }

    private String words(Path directory, long heap) throws IOException {
        String before;
        try (InputStream in = Files.newInputStream(file)) {
            before = new String(in.readNBytes(MAX_READ), StandardCharsets.UTF_8).strip();
        }
        return "The start before of the broker on " + directory + " did not come to its end; it had a "
                + (before.isEmpty() ? "heap of unknown size" : before) + ", and this one has " + heap / MIB
                + " MiB. If it"
                + " ended by an OutOfMemoryError (of 'restante serve': exit code 3), the stored messages need a larger heap"
                + " (-Xmx, in RESTANTE_JAVA_OPTS for 'restante'). If applications fill the heap again after the start,"
                + " 'restante serve --operators-only' keeps them out while queues are purged";
    }

    /** The start is complete, or has failed with a reason that was given. */
    void end() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn(
                    "The file {} cannot be deleted, so the next start takes this one for failed: {}",
                    file,
                    Reason.of(e));
        }
    }
}
