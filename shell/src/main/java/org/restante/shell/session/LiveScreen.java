package org.restante.shell.session;

import java.time.Duration;
import org.restante.shell.terminal.KeyInput;
import org.restante.shell.terminal.Screen;

/**
 * A listing that is drawn again and again, on the alternate screen of a terminal: at an interval, and when the window's size changes.
 * Owned by the thread that runs commands.
 */
public final class LiveScreen implements AutoCloseable {

    private static final Duration SIZE_INTERVAL = Duration.ofMillis(200);

    private final Screen screen;
    private final KeyInput keys;
    private final Runnable content;
    private boolean drawn;
    private int columns;
    private int lines;

    /** @param content shows the listing */
    public LiveScreen(ShellSession session, Runnable content) {
        this.screen = session.screen();
        this.keys = session.keys();
        this.content = content;
        if (keys.columns() > 0 && keys.lines() > 0) {
            screen.setSize(keys::columns, keys::lines);
        }
    }

    /** Draws the listing over the one before. */
    public void draw() {
        if (!drawn) {
            screen.enter();
            drawn = true;
        }
        columns = screen.width();
        lines = screen.height();
        screen.draw(content);
    }

    /**
     * Waits for a key; draws the listing anew meanwhile if the size of the window changes.
     *
     * @return the key; {@link KeyInput#NONE} when the time is over
     * @throws InterruptedException on Ctrl-C
     */
    public int next(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            int key = keys.next(Duration.ofNanos(Math.min(left, SIZE_INTERVAL.toNanos())));
            if (key != KeyInput.NONE) {
                return key;
            }
            if (drawn && (columns != screen.width() || lines != screen.height())) {
                draw();
            }
        }
        return KeyInput.NONE;
    }

    /** Restores the screen. Returns whether the last listing went with it, so that it is to be shown once more. */
    public boolean leave() {
        boolean gone = drawn && screen.leave();
        drawn = false;
        return gone;
    }

    @Override
    public void close() {
        leave();
        keys.close();
    }
}
