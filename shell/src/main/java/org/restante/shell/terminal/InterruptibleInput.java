package org.restante.shell.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The standard input of the process, read on another thread so that Ctrl-C ends the wait for it. Owned by the thread that runs
 * commands.
 *
 * <p>The trap: an interrupted read goes on in the background; its bytes are the result of the next read.
 */
public final class InterruptibleInput extends InputStream {

    private static final int BLOCK = 1 << 16;
    private static final Executor READING = task -> {
        Thread thread = new Thread(task, "restante-input");
        thread.setDaemon(true);
        thread.start();
    };

    private final InputStream in;
    private byte[] block = new byte[0];
    private int from;
    private @Nullable CompletableFuture<byte[]> reading;

    public InterruptibleInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return from < block.length || fill() ? block[from++] & 0xff : -1;
    }

    /** @throws ShellException on Ctrl-C */
    @Override
    public int read(byte[] into, int at, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        if (from == block.length && !fill()) {
            return -1;
        }
        int read = Math.min(most, block.length - from);
        System.arraycopy(block, from, into, at, read);
        from += read;
        return read;
    }

    @Override
    public int available() throws IOException {
        if (from < block.length) {
            return block.length - from;
        }
        return reading == null ? in.available() : 0; // a read in the background holds the lock of the stream
    }

    /** Waits for the next block; false at the end. */
    private boolean fill() throws IOException {
        CompletableFuture<byte[]> next = reading == null ? CompletableFuture.supplyAsync(this::next, READING) : reading;
        reading = next;
        try {
            block = next.get();
        } catch (InterruptedException e) {
            throw ShellException.of(ExitCode.INTERRUPTED, "interrupted by Ctrl-C", e);
        } catch (ExecutionException e) {
            reading = null;
            throw e.getCause() instanceof UncheckedIOException failed
                    ? failed.getCause()
                    : new IOException(e.getCause());
        }
        reading = null;
        from = 0;
        return block.length > 0;
    }

    private byte[] next() {
        byte[] space = new byte[BLOCK];
        try {
            return Arrays.copyOf(space, Math.max(0, in.read(space)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
