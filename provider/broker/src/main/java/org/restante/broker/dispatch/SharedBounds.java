package org.restante.broker.dispatch;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.restante.broker.state.RefusedException;
import org.restante.link.Caller;
import org.restante.link.Problem;

/**
 * The bounds on what the connections of one user, and all connections, have together: sessions, consumers, temporary destinations.
 * Owned by the broker thread.
 *
 * <p>The first {@value #FREE} of a connection are counted and never refused, so that a user who fills its bound by one connection can
 * still connect by another. The trap: the user of a connection is known only after its login, so each share moves its counts when
 * the user is another than before.
 */
public final class SharedBounds {

    static final int FREE = 16;
    static final int MAX_OF_USER = 20_000;
    static final int MAX_OF_ALL = 100_000;

    /** What is counted. */
    enum Kind {
        SESSIONS("sessions"),
        CONSUMERS("consumers"),
        TEMPORARIES("temporary destinations");

        private final String plural;

        Kind(String plural) {
            this.plural = plural;
        }
    }

    private final Counts all = new Counts();
    private final Map<String, Counts> byUser = new HashMap<>();

    /** A number for each kind. */
    private static final class Counts {

        private final Map<Kind, Integer> numbers = new EnumMap<>(Kind.class);

        int of(Kind kind) {
            return numbers.getOrDefault(kind, 0);
        }

        void add(Kind kind, int change) {
            numbers.merge(kind, change, Integer::sum);
        }

        void add(Counts other, int sign) {
            for (Kind kind : Kind.values()) {
                add(kind, sign * other.of(kind));
            }
        }

        boolean isZero() {
            return numbers.values().stream().allMatch(number -> number == 0);
        }
    }

    /** What one connection has of it. */
    final class Share {

        private final Counts own = new Counts();
        private @Nullable String user;
        private boolean ended;

        /**
         * Checks that the connection may have one more.
         *
         * @throws RefusedException if its user, or all connections, have as many as they may
         */
        void check(Kind kind, Caller caller) {
            follow(caller);
            if (own.of(kind) < FREE) {
                return;
            }
            Counts ofUser = user == null ? null : byUser.get(user);
            if (ofUser != null && ofUser.of(kind) >= MAX_OF_USER) {
                throw new RefusedException(
                        Problem.RESOURCE_LIMIT,
                        "the connections of the user '" + user + "' have " + MAX_OF_USER + " " + kind.plural
                                + " together, the bound of a user; close some");
            }
            if (all.of(kind) >= MAX_OF_ALL) {
                throw new RefusedException(
                        Problem.RESOURCE_LIMIT,
                        "all connections have " + MAX_OF_ALL + " " + kind.plural
                                + " together, the bound of the broker; close some");
            }
        }

        /** Counts one more, or one less. */
        void add(Kind kind, int change, Caller caller) {
            if (!ended) {
                follow(caller);
                own.add(kind, change);
                all.add(kind, change);
                if (user != null) {
                    byUser.computeIfAbsent(user, name -> new Counts()).add(kind, change);
                    forgetIfZero(user);
                }
            }
        }

        /** The connection has ended: nothing of it counts any more. Idempotent. */
        void end() {
            if (!ended) {
                ended = true;
                all.add(own, -1);
                addToUser(-1);
            }
        }

        private void follow(Caller caller) {
            String name = caller.user() == null || caller.user().isEmpty() ? null : caller.user();
            if (!ended && !Objects.equals(name, user)) {
                addToUser(-1);
                user = name;
                addToUser(1);
            }
        }

        private void addToUser(int sign) {
            if (user != null && !own.isZero()) {
                byUser.computeIfAbsent(user, name -> new Counts()).add(own, sign);
                forgetIfZero(user);
            }
        }
    }

    /** The share of a new connection. */
    Share share() {
        return new Share();
    }

    private void forgetIfZero(String user) {
        byUser.computeIfPresent(user, (name, counts) -> counts.isZero() ? null : counts);
    }

    /** The users who have anything now. */
    int users() {
        return byUser.size();
    }
}
