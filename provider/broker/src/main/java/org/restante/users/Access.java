package org.restante.users;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.restante.link.Link;
import org.restante.link.Problem;
import org.restante.link.Reply.Refused;

/**
 * Who may connect to a broker and what they may do: {@link Users}, {@link Permissions}, how slowly wrong passwords are answered, and
 * the audit log. Any thread may use it.
 */
public final class Access {

    /** Who comes from within the process, and needs not wait when wrong. */
    public static final String HERE = "this process";

    private final @Nullable Users users;
    private final @Nullable Permissions permissions;
    private final FailedLogins failed = new FailedLogins(System::nanoTime);

    /**
     * Puts it together.
     *
     * @param users null if everybody may connect
     * @param permissions null if all who may connect may do everything
     */
    public Access(@Nullable Users users, @Nullable Permissions permissions) {
        this.users = users;
        this.permissions = permissions;
    }

    /**
     * The same link for who may use it: until a Connect with good credentials every other request is refused, and later what the user
     * may not do.
     *
     * @param peer where it comes from, for the log
     */
    public Link guard(Link link, String peer) {
        return new GuardedLink(link, this, peer);
    }

    /** Empty if they may connect, else the refusal, in its own time. */
    CompletionStage<Optional<Refused>> check(@Nullable String user, @Nullable String password, String peer) {
        if (users == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return users.check(user, password).thenCompose(refusal -> {
            boolean isWrong = refusal.isPresent() && refusal.get().problem() == Problem.SECURITY;
            return isWrong ? late(refusal, user == null ? "" : user, peer) : CompletableFuture.completedFuture(refusal);
        });
    }

    private CompletionStage<Optional<Refused>> late(Optional<Refused> refusal, String user, String peer) {
        long delay = peer.equals(HERE) ? 0 : failed.add(peer);
        Audit.loginRefused(user, peer, delay);
        return CompletableFuture.supplyAsync(
                () -> refusal, CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS));
    }

    /** Null if every user may do everything. */
    @Nullable
    Grants grants(String user) {
        return permissions == null ? null : new Grants(permissions, user);
    }
}
