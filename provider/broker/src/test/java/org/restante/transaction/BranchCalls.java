package org.restante.transaction;

import jakarta.jms.XASession;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/**
 * The calls of a transaction manager on one session, from a text such as {@code start A, end A, decide A}. One thread uses it at a
 * time.
 */
final class BranchCalls {

    private final Map<String, NamedXid> names = new HashMap<>();
    private XASession session;
    private XASession other;
    private String outcome = "";
    private final Callable<?> awaitAgain;

    /** @param awaitAgain waits until the listener is called again */
    BranchCalls(Callable<?> awaitAgain) {
        this.awaitAgain = awaitAgain;
    }

    /** @param decided what the call "decide" stands for: commit or rollback, prepared or not */
    void use(XASession to, XASession besides, String decided) {
        session = to;
        other = besides;
        outcome = decided;
    }

    void make(String text) throws Exception {
        for (String call : text.split(",")) {
            String[] words = call.strip().split(" ");
            if (words.length == 2) {
                make(words[0], names.computeIfAbsent(words[1], NamedXid::new));
            } else if (words[0].equals("close")) {
                session.close();
            } else if (words[0].equals("again")) {
                awaitAgain.call();
            }
        }
    }

    private void make(String call, NamedXid branch) throws XAException {
        XAResource resource = session.getXAResource();
        switch (call) {
            case "start" -> resource.start(branch, XAResource.TMNOFLAGS);
            case "join" -> resource.start(branch, XAResource.TMJOIN);
            case "resume" -> resource.start(branch, XAResource.TMRESUME);
            case "suspend" -> resource.end(branch, XAResource.TMSUSPEND);
            case "end" -> resource.end(branch, XAResource.TMSUCCESS);
            case "fail" -> resource.end(branch, XAResource.TMFAIL);
            case "abort" -> abort(resource, branch);
            case "other" -> {
                other.getXAResource().start(branch, XAResource.TMNOFLAGS);
                other.getXAResource().end(branch, XAResource.TMSUCCESS);
            }
            case "commit" -> resource.commit(branch, true);
            case "rollback" -> resource.rollback(branch);
            case "decide" -> decide(resource, branch);
            default -> throw new IllegalArgumentException(call);
        }
    }

    /** A transaction manager's own thread ends the branch as failed, as it does when the time is over. */
    private static void abort(XAResource resource, NamedXid branch) {
        CompletableFuture.runAsync(() -> {
                    try {
                        resource.end(branch, XAResource.TMFAIL);
                    } catch (XAException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .join();
    }

    private void decide(XAResource resource, NamedXid branch) throws XAException {
        boolean commits = outcome.startsWith("commit");
        boolean isPrepared = outcome.endsWith("prepared") && resource.prepare(branch) == XAResource.XA_OK;
        if (commits && !(outcome.endsWith("prepared") && !isPrepared)) {
            resource.commit(branch, !isPrepared);
        } else if (!commits && !(outcome.endsWith("prepared") && !isPrepared)) {
            resource.rollback(branch);
        }
    }
}
