package org.restante.users;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.restante.disk.FileProblem;
import org.restante.link.NotUtf8Exception;
import org.restante.link.Utf8;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parsed content of a file that others change. Any thread may use it.
 *
 * <p>The trap: while the file cannot be read, the last content stays, with a warning.
 */
final class WatchedFile<T> {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);
    private static final long MAX_BYTES = 16L << 20;
    private static final long LOOK_AGAIN = TimeUnit.SECONDS.toNanos(1);

    private final String what;
    private final Path file;
    private final Function<String, T> parser;
    private final LongSupplier nanos;
    private volatile T said;
    private volatile long looked;
    private @Nullable State read;
    private @Nullable String trouble;

    /**
     * The state of the file when it was read. A file that replaces it, with equal size and time, has another key.
     *
     * @param changed the time of the last change of content or attributes, which cannot be set; null where there is none
     */
    private record State(FileTime modified, long size, @Nullable Object key, @Nullable Object changed) {

        static State of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
            Object changed = unix ? Files.getAttribute(file, "unix:ctime") : null;
            return new State(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey(), changed);
        }
    }

    /**
     * Reads the file for the first time.
     *
     * @param what the name of its content, for messages
     * @param parser throws IllegalArgumentException if a text is invalid
     */
    WatchedFile(String what, Path file, Function<String, T> parser, LongSupplier nanos) throws IOException {
        this.what = what;
        this.file = file;
        this.parser = parser;
        this.nanos = nanos;
        this.looked = nanos.getAsLong();
        this.said = read(state());
    }

    /** The content of at most a second ago; another object as soon as it has changed. */
    T recent() {
        if (nanos.getAsLong() - looked >= LOOK_AGAIN) {
            lookAgain();
        }
        return said;
    }

    /** The content now; the file is read only if its attributes have changed. */
    synchronized T current() {
        looked = nanos.getAsLong();
        look(false);
        return said;
    }

    /** The content now; the file is read in any case. */
    synchronized T now() {
        looked = nanos.getAsLong();
        look(true);
        return said;
    }

    private synchronized void lookAgain() {
        long time = nanos.getAsLong();
        if (time - looked >= LOOK_AGAIN) {
            looked = time;
            look(false);
        }
    }

    private void look(boolean now) {
        try {
            State state = state();
            if (now || !state.equals(read)) {
                said = read(state);
            }
            trouble = null;
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.equals(trouble)) {
                LOG.warn("The {} stay as they were: {}", what, message);
            }
            trouble = message;
        }
    }

    private State state() throws IOException {
        try {
            return State.of(file);
        } catch (IOException e) {
            throw new IOException("the file of " + what + " " + file + " cannot be read: " + FileProblem.reason(e), e);
        }
    }

    private T read(State state) throws IOException {
        try {
            if (state.size() > MAX_BYTES) {
                throw new IllegalArgumentException("it has more than " + MAX_BYTES + " bytes");
            }
            T text = parser.apply(Utf8.read(file));
            read = state;
            return text;
        } catch (NotUtf8Exception e) {
            throw new IOException("the file of " + what + " " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException("the file of " + what + " " + file + " cannot be read: " + FileProblem.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new IOException("the file of " + what + " " + file + " is not understood: " + e.getMessage(), e);
        }
    }
}
