package org.restante.users;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.restante.link.Problem;
import org.restante.link.Reply.Refused;
import org.restante.thread.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users who may connect to a broker, from a file with a line for each:
 *
 * <pre>{@code
 * # comments and empty lines are passed over
 * anna:pbkdf2-sha256:600000:SALT:HASH
 * }</pre>
 *
 * <p>{@link #line} makes such a line. A line {@code anna:certificate} is for a user without a password, whom a certificate names.
 * The file is read at each check, so a change holds from the next connection on. Requests over an open connection are refused from a
 * second after the user's line was removed; a new password changes nothing for it. Any thread may use it; at most two threads of its
 * own compute hashes, and end when no password is left to check. The trap: while the file cannot be read, the users stay as they
 * were, with a warning.
 */
public final class Users {

    private static final Logger LOG = LoggerFactory.getLogger(Users.class);
    private static final int CHECKING_THREADS = 2;
    private static final int MAX_WAITING = 64;
    private static final long IDLE_SECONDS = 10;

    private static final Refused NOBODY =
            new Refused(Problem.SECURITY, "this broker asks who you are; give a user and a password");
    private static final Refused WRONG = new Refused(
            Problem.SECURITY, "the user or the password is wrong; the broker's file of users has no such pair");
    static final Refused BUSY = new Refused(
            Problem.RESOURCE_LIMIT,
            MAX_WAITING + " connections wait for their password to be checked; try again later");

    private final WatchedFile<UserList> file;
    private final boolean anonymous;
    private final Executor checking = executor();
    private final Recognized recognized = new Recognized(new SecureRandom());

    private Users(WatchedFile<UserList> file, boolean anonymous) {
        this.file = file;
        this.anonymous = anonymous;
    }

    /**
     * Reads the file.
     *
     * @param anonymous whether a client without a user and a password may connect, too
     * @throws IOException if it cannot be read, or a line is invalid; the message has its number
     */
    public static Users open(Path file, boolean anonymous) throws IOException {
        return open(file, anonymous, System::nanoTime);
    }

    static Users open(Path file, boolean anonymous, LongSupplier nanos) throws IOException {
        return new Users(new WatchedFile<>("users", file, UserList::parse, nanos), anonymous);
    }

    /**
     * A line for a file of users. It takes a core for some tenths of a second.
     *
     * @throws IllegalArgumentException if the name has a colon, a line break or blanks around it, starts with #, or is empty, or if
     *     the password is empty
     */
    public static String line(String name, String password) {
        UserList.checkName(name);
        if (password.isEmpty()) {
            throw new IllegalArgumentException("the password of '" + name + "' is empty; take one of some length");
        }
        return name + ":" + PasswordHash.of(password, PasswordHash.ITERATIONS, new SecureRandom());
    }

    /** Empty if the user may connect, else the refusal, which is equal for a user who does not exist. */
    CompletionStage<Optional<Refused>> check(@Nullable String user, @Nullable String password) {
        if (user == null && password == null) {
            return CompletableFuture.completedFuture(anonymous ? Optional.empty() : Optional.of(NOBODY));
        }
        String name = user == null ? "" : user;
        String secret = password == null ? "" : password;
        try {
            return CompletableFuture.supplyAsync(
                    () -> isRight(name, secret) ? Optional.empty() : Optional.of(WRONG), checking);
        } catch (RejectedExecutionException e) {
            LOG.debug("No room for one more password to check", e);
            return CompletableFuture.completedFuture(Optional.of(BUSY));
        }
    }

    /**
     * Whether this user has given this password before, and the file has not changed since: then no hash is computed, and nobody waits
     * for the passwords of others. Reads the file if it has changed.
     */
    boolean recognizes(@Nullable String user, @Nullable String password) {
        if (user == null || password == null) {
            return false;
        }
        return isRecognized(file.current(), user, password);
    }

    private boolean isRecognized(UserList list, String name, String password) {
        PasswordHash line = list.line(name);
        return line != null && recognized.has(name, line, password);
    }

    private boolean isRight(String name, String password) {
        UserList list = file.now();
        if (isRecognized(list, name, password)) {
            return true;
        }
        PasswordHash line = list.line(name);
        boolean right = list.matches(name, password);
        if (right && line != null) {
            recognized.remember(name, line, password);
        }
        return right;
    }

    /** Whether the file names a user now, or named the user a second ago. */
    boolean has(String name) {
        return file.recent().has(name);
    }

    private static Executor executor() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                CHECKING_THREADS,
                CHECKING_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                Threads.daemons("restante-users"));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
