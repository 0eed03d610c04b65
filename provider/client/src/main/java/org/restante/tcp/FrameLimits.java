package org.restante.tcp;

/** How long a frame may be, in bytes, on both sides. */
public final class FrameLimits {

    /** Before login. */
    public static final int BEFORE_LOGIN = 64 << 10;

    /** The most that a transaction may send. */
    private static final int TRANSACTION = 32 << 20;

    /** What goes with it: acknowledgements, selectors, names. */
    private static final int REST = 4 << 20;

    private FrameLimits() {}

    /** After login, where messages have at most that many bytes: enough for the largest transaction with the largest message. */
    public static int afterLogin(int maxMessage) {
        return (int) Math.min(Integer.MAX_VALUE - REST, (long) TRANSACTION + REST + maxMessage);
    }
}
