package org.restante.conformance.mutants;

import jakarta.jms.JMSException;
import jakarta.jms.XASession;
import java.util.List;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/** Providers that are wrong about distributed transactions (11.3). */
final class XaMutants {

    private static final String RESOURCE = "distributed.XaResourceTest";
    private static final String OUTCOME = "distributed.XaOutcomeTest";

    private XaMutants() {}

    static List<Mutant> all() {
        return Stream.of(outcomes(), resources(), sessions())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Mutant> outcomes() {
        return List.of(
                Mutant.of("prepare commits", "11.3.5", OUTCOME)
                        .on(XAResource.class, "prepare", call -> {
                            call.target(XAResource.class).commit((Xid) call.argument(0), true);
                            return XAResource.XA_OK;
                        })
                        .on(XAResource.class, "commit rollback", Rules.withoutThrowing(XAException.class)),
                Mutant.of("rollback of a branch commits it", "11.3.5", OUTCOME)
                        .on(XAResource.class, "rollback", XaMutants::committing),
                Mutant.of("commit of a prepared branch rolls it back", "11.3.5", OUTCOME)
                        .on(XAResource.class, "commit", call -> {
                            if (call.argument(1).equals(true)) {
                                return call.proceed();
                            }
                            call.target(XAResource.class).rollback((Xid) call.argument(0));
                            return null;
                        }),
                Mutant.of("recover lists nothing", "11.3.5", RESOURCE)
                        .on(XAResource.class, "recover", call -> new Xid[0]),
                Mutant.of(
                                "recover of a resource after a restart lists nothing",
                                "11.3.5",
                                "distributed.XaDurabilityTest")
                        .on(XAResource.class, "recover", call -> new Xid[0])
                        .keptOnDisk());
    }

    private static List<Mutant> resources() {
        return List.of(
                Mutant.of("isSameRM is always true", "11.3.5", "distributed.XaIdentityTest")
                        .on(XAResource.class, "isSameRM", Rules.answers(true)),
                Mutant.of("isSameRM is always false", "11.3.5", RESOURCE)
                        .on(XAResource.class, "isSameRM", Rules.answers(false)),
                Mutant.of("A branch may be started twice", "11.3.5", RESOURCE)
                        .on(XAResource.class, "start", Rules.withoutThrowing(XAException.class)),
                Mutant.of("The end of an unknown branch is accepted", "11.3.5", RESOURCE)
                        .on(XAResource.class, "end", Rules.withoutThrowing(XAException.class)),
                Mutant.of("The commit of an unknown branch is accepted", "11.3.5", RESOURCE)
                        .on(XAResource.class, "commit", Rules.withoutThrowing(XAException.class)),
                Mutant.of("A failed branch can be prepared", "11.3.5", RESOURCE)
                        .on(
                                XAResource.class,
                                "end",
                                call -> call.argument(1).equals(XAResource.TMFAIL)
                                        ? call.proceedWith(1, XAResource.TMSUCCESS)
                                        : call.proceed()),
                Mutant.of("The timeout of a branch is ignored", "11.3.5", RESOURCE)
                        .on(XAResource.class, "setTransactionTimeout", Rules.answers(true)));
    }

    private static List<Mutant> sessions() {
        return List.of(
                Mutant.of("A session of a branch can commit by itself", "11.3.3", "distributed.XaConnectionTest")
                        .on(XASession.class, "commit rollback", Rules.withoutThrowing(JMSException.class)),
                Mutant.of("An XA session is not transacted", "11.3.3", "distributed.XaConnectionTest")
                        .on(XASession.class, "getTransacted", Rules.answers(false)),
                Mutant.of("What a branch sends is seen at once", "11.3.5", OUTCOME)
                        .on(XAResource.class, "start end", Rules.ignored())
                        .on(XAResource.class, "prepare commit rollback", Rules.ignored()));
    }

    private static @Nullable Object committing(Call call) throws Throwable {
        XAResource resource = call.target(XAResource.class);
        Xid branch = (Xid) call.argument(0);
        try {
            resource.commit(branch, false);
        } catch (XAException e) {
            resource.commit(branch, true);
        }
        return null;
    }
}
