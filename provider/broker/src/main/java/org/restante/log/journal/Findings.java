package org.restante.log.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.disk.Damage;
import org.restante.disk.Disk;
import org.restante.disk.DiskFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The damage found since the log was opened, each place once; copies of the bytes go to the folder {@code quarantine}.
 *
 * <p>Bounded: after {@link #LIMIT} findings more are only warned of. Any thread may call.
 */
final class Findings {
    static final int LIMIT = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(Findings.class);
    private static final String FOLDER = "quarantine";

    private final Disk disk;
    private final List<Damage> found = new ArrayList<>();
    private final Set<String> places = new HashSet<>();

    Findings(Disk disk) {
        this.disk = disk;
    }

    synchronized List<Damage> all() {
        return List.copyOf(found);
    }

    /** Reports damage with the bytes that lie there, or null if there are none to keep. */
    void report(Damage damage, byte @Nullable [] bytes) {
        synchronized (this) {
            if (found.size() >= LIMIT || !places.add(damage.where() + "@" + damage.position())) {
                return;
            }
            found.add(damage);
        }
        String kept =
                bytes == null || bytes.length == 0 ? "nothing to quarantine" : quarantine(damage.position(), bytes);
        LOG.warn(
                "Damage in {}, {} bytes at position {}: {}; {}",
                damage.where(),
                damage.length(),
                damage.position(),
                damage.reason(),
                kept);
    }

    void warn(String what, IOException why) {
        LOG.warn(what, why);
    }

    private String quarantine(long position, byte[] bytes) {
        String name = FOLDER + "/" + HexFormat.of().toHexDigits(position) + ".bytes";
        try {
            disk.makeFolder(FOLDER);
            try (DiskFile file = openOrCreate(name)) {
                file.write(ByteBuffer.wrap(bytes), 0);
            }
            return "the bytes are kept in " + disk.describe(name);
        } catch (IOException e) {
            return "the bytes could not be copied to " + disk.describe(name) + ": " + e;
        }
    }

    private DiskFile openOrCreate(String name) throws IOException {
        try {
            return disk.open(name);
        } catch (NoSuchFileException absent) {
            return disk.create(name);
        }
    }
}
