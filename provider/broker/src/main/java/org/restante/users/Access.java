package org.restante.users;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.restante.link.Link;
import org.restante.link.Problem;
import org.restante.link.Reason;
import org.restante.link.Reply.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Access control of a broker: {@link Users}, {@link Permissions}, the delay of answers to wrong passwords, and the audit log. Any
 * thread may use it.
 */
public final class Access {

    private static final Logger LOG = LoggerFactory.getLogger(Access.class);

    /** The peer of a link from within the process; its wrong passwords are answered without a delay. */
    public static final String HERE = "this process";

    /** As many as a server keeps for clients whose link is lost. */
    private static final int MAX_CONVERSATIONS = 10_000;

    private final @Nullable Users users;
    private final @Nullable Permissions permissions;
    private final boolean operatorsOnly;
    private final FailedLogins failed = new FailedLogins(System::nanoTime);

    /** The conversation without a new link for the longest comes first. */
    private final Map<UUID, Grants> conversations = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Makes the access control of one broker.
     *
     * @param users null if everybody may connect
     * @param permissions null if every user may do everything; needs users
     */
    public Access(@Nullable Users users, @Nullable Permissions permissions) {
        this(users, permissions, false);
    }

    /**
     * Makes the access control of one broker.
     *
     * @param users null if everybody may connect
     * @param permissions null if every user may do everything; needs users
     * @param operatorsOnly whether only those are admitted who may administer everything; needs permissions
     */
    public Access(@Nullable Users users, @Nullable Permissions permissions, boolean operatorsOnly) {
        this.users = users;
        this.permissions = permissions;
        this.operatorsOnly = operatorsOnly;
        if (operatorsOnly) {
            LOG.warn(
                    "Only users who may administer everything are admitted (operatorsOnly); others are told to come later");
        }
    }

    /**
     * Guards a link. Where there are users, every request before a Connect with good credentials is refused, and afterwards every
     * request that the user has no permission for. Changes by operators are written to the audit log.
     */
    public Link guard(Link link, Login login) {
        return new GuardedLink(link, this, login);
    }

    /** Guards a link whose broker does not ask for its user. */
    Link guard(Link link, String peer, @Nullable String certified) {
        return guard(link, login(peer, certified));
    }

    /**
     * The login of a new link, for its broker and its guard.
     *
     * @param peer the address that the link comes from, for the log
     * @param certified the user that a checked certificate names, which may stand for a password; null for none
     */
    public Login login(String peer, @Nullable String certified) {
        return new Login(this, new LinkOrigin(peer, certified));
    }

    /** Whether a link needs a Connect before other requests. */
    public boolean asksWho() {
        return users != null || permissions != null;
    }

    /** Empty if the user may connect, else the refusal, delayed after a wrong password. */
    CompletionStage<Optional<Refused>> check(@Nullable String user, @Nullable String password, String peer) {
        if (users == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (users.recognizes(user, password)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (!failed.begin(peer)) {
            return CompletableFuture.completedFuture(Optional.of(Users.BUSY));
        }
        CompletionStage<Optional<Refused>> checked = users.check(user, password).exceptionally(failure -> {
            LOG.error("A password cannot be checked", failure);
            return Optional.of(new Refused(Problem.INTERNAL, "the password cannot be checked: " + Reason.of(failure)));
        });
        return checked.thenCompose(refusal -> {
                    boolean isWrong = refusal.isPresent() && refusal.get().problem() == Problem.SECURITY;
                    return isWrong
                            ? late(refusal, user == null ? "" : user, peer)
                            : CompletableFuture.completedFuture(refusal);
                })
                .whenComplete((refusal, failure) -> failed.end(peer));
    }

    private CompletionStage<Optional<Refused>> late(Optional<Refused> refusal, String user, String peer) {
        long delay = peer.equals(HERE) ? 0 : failed.add(peer);
        Audit.loginRefused(user, peer, delay);
        return delay == 0
                ? CompletableFuture.completedFuture(refusal)
                : CompletableFuture.supplyAsync(
                        () -> refusal, CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS));
    }

    /** Null if the user that a certificate names may connect. */
    @Nullable
    Refused checkCertified(String user, String peer) {
        if (users == null || users.has(user)) {
            return null;
        }
        Audit.loginRefused(user, peer, 0);
        return new Refused(
                Problem.SECURITY,
                "the certificate is that of '" + user + "', whom the broker's file of users does not name");
    }

    /** Null if a user whose credentials are good may come in now. A client that reconnects tries again after this refusal. */
    @Nullable
    Refused checkOperator(String user) {
        boolean isAdmitted =
                !operatorsOnly || permissions == null || permissions.table().allows(user, Action.ADMINISTER, null);
        return isAdmitted
                ? null
                : new Refused(
                        Problem.RESOURCE_LIMIT,
                        "the broker was started with operatorsOnly: it admits only users who may administer everything;"
                                + " try again later");
    }

    /** Whether a user who connected before has been removed. */
    boolean isGone(String user) {
        return users != null && !user.isEmpty() && !users.has(user);
    }

    /**
     * The permissions of a user; null if every user may do everything. A conversation that goes on over another link keeps its
     * own, which know its consumers.
     */
    @Nullable
    Grants grants(String user, @Nullable UUID conversation) {
        if (permissions == null) {
            return null;
        } else if (conversation == null) {
            return new Grants(permissions, user);
        }
        synchronized (conversations) {
            Grants before = conversations.get(conversation);
            Grants grants = before != null && before.user().equals(user) ? before : new Grants(permissions, user);
            conversations.put(conversation, grants);
            if (conversations.size() > MAX_CONVERSATIONS) {
                conversations.remove(conversations.keySet().iterator().next());
            }
            return grants;
        }
    }
}
