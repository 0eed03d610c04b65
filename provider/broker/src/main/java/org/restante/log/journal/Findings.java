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
import org.restante.disk.FileProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The damage found since the log was opened, each position once; damaged bytes are copied to the folder {@code quarantine}. Any thread
 * may call.
 *
 * <p>Bounded: after {@link #MAX_FINDINGS} findings, further damage is neither recorded, nor logged, nor copied to the quarantine.
 * Readers skip it all the same.
 */
final class Findings {
    static final int MAX_FINDINGS = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(Findings.class);
    private static final String FOLDER = "quarantine";

    private final Disk disk;
    private final List<Damage> findings = new ArrayList<>();
    private final Set<String> positions = new HashSet<>();

    Findings(Disk disk) {
        this.disk = disk;
    }

    synchronized List<Damage> all() {
        return List.copyOf(findings);
    }

    /** Records and logs damage, and copies the damaged bytes to the quarantine; null if there are no bytes to copy. */
    void report(Damage damage, byte @Nullable [] bytes) {
        synchronized (this) {
            if (findings.size() >= MAX_FINDINGS || !positions.add(damage.where() + "@" + damage.position())) {
                return;
            }
            findings.add(damage);
        }
        String copy = bytes == null || bytes.length == 0
                ? "there are no bytes to quarantine"
                : quarantine(damage.position(), bytes);
        LOG.warn(
                "Damage in {}, {} bytes at position {}: {}; {}",
                damage.where(),
                damage.length(),
                damage.position(),
                damage.reason(),
                copy);
    }

    void warn(String text, IOException failure) {
        LOG.warn(text, failure);
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
            return "the bytes could not be copied to " + disk.describe(name) + ": " + FileProblem.reason(e);
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
