package org.restante.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.XAConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.admin.Admin;
import org.restante.jms.RestanteXaConnectionFactory;
import org.restante.link.AdminRequest;
import org.restante.link.BranchId;
import org.restante.link.BranchRequest;
import org.restante.link.Filter;
import org.restante.link.Link;
import org.restante.link.Place;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;
import org.restante.message.Envelope;

/** Prepared branches, client identifiers and durable subscriptions belong to the user who made them. */
@SuppressWarnings("NullAway.Init") // set before each test
final class OwnersTest {

    private static final BranchId BRANCH = BranchId.of(1, new byte[] {1}, new byte[] {2});
    private static final Address NEWS = Address.topic("news");
    private static final Address OTHER = Address.topic("other");

    @TempDir
    private Path folder;

    private UsersFixture broker;

    @BeforeEach
    void start() {
        broker = new UsersFixture(
                "owners",
                folder,
                "&data=" + folder.resolve("data") + "&snapshotBytes=1",
                """
                allow anna send,receive,browse queue:orders
                allow anna receive topic:news
                allow anna administer queue:anna's
                allow ben receive topic:news
                allow eve receive topic:other
                allow shopkeeper administer topic:news
                allow operator all everything
                """,
                "anna",
                "ben",
                "eve",
                "shopkeeper",
                "operator");
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private static Reply ask(Link link, Request request) {
        return UsersFixture.ask(link, request);
    }

    private static void must(Link link, Request request) {
        assertInstanceOf(Reply.Done.class, ask(link, request));
    }

    private static String refused(Link link, Request request) {
        Reply.Refused refused = assertInstanceOf(Reply.Refused.class, ask(link, request));
        assertEquals(Problem.SECURITY, refused.problem(), refused.reason());
        return refused.reason();
    }

    private static List<BranchId> prepared(Link link) {
        return ((Reply.Branches) ask(link, new BranchRequest.Prepared())).branches();
    }

    private void restartFromASnapshot() {
        try (Admin admin = Admin.connect(broker.uri(), "operator", "tea")) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> admin.info().snapshots().taken() >= 2);
        }
        broker.restart();
    }

    private static Request.OpenConsumer open(int consumer, Address topic, String name, boolean shared) {
        return new Request.OpenConsumer(1, consumer, topic, null, false, new Request.Subscription(name, true, shared));
    }

    /** A link with a client identifier. */
    private Link as(String user, @Nullable String clientId) {
        Link link = broker.as(user);
        if (clientId != null) {
            must(link, new Request.Identify(clientId));
        }
        return link;
    }

    private void annaSubscribes() {
        Link anna = as("anna", "laptop");
        must(anna, open(1, NEWS, "daily", false));
        anna.close();
    }

    @Test
    void onlyTheUserWhoPreparedABranchSeesItAndEndsIt() {
        Link anna = broker.as("anna");
        must(anna, new BranchRequest.Prepare(BRANCH, List.of(broker.message("queue:orders")), List.of()));
        Link eve = broker.as("eve");
        assertEquals(List.of(), prepared(eve));
        assertTrue(refused(eve, new BranchRequest.CommitPrepared(BRANCH)).contains("prepared by another user"));
        refused(eve, new BranchRequest.RollbackPrepared(BRANCH));
        refused(eve, new Request.Once(1, 1, new BranchRequest.CommitPrepared(BRANCH)));
        refused(eve, new Request.Once(2, 1, new BranchRequest.RollbackPrepared(BRANCH)));
        assertEquals(List.of(BRANCH), prepared(anna));
        must(anna, new BranchRequest.CommitPrepared(BRANCH));
        assertEquals(List.of(), prepared(anna));
    }

    /** XAER_NOTA would let a transaction manager forget the branch. */
    @Test
    void aTransactionManagerDoesNotForgetABranchOfAnotherUser() throws Exception {
        must(broker.as("anna"), new BranchRequest.Prepare(BRANCH, List.of(), List.of()));
        try (XAConnection connection = new RestanteXaConnectionFactory(broker.uri()).createXAConnection("eve", "tea")) {
            XAResource resource = connection.createXASession().getXAResource();
            assertEquals(0, resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length);
            Xid xid = xid();
            XAException refused = assertThrows(XAException.class, () -> resource.rollback(xid));
            assertEquals(XAException.XAER_RMFAIL, refused.errorCode);
        }
    }

    @Test
    void aResourceWhoseConnectionIsClosedStillActsForItsUserOnly() throws Exception {
        must(broker.as("anna"), new BranchRequest.Prepare(BRANCH, List.of(), List.of()));
        XAException refused =
                assertThrows(XAException.class, () -> closed("eve").rollback(xid()));
        assertEquals(XAException.XAER_RMFAIL, refused.errorCode);
        closed("anna").rollback(xid());
        assertEquals(List.of(), prepared(broker.as("anna")));
    }

    private XAResource closed(String user) throws Exception {
        try (XAConnection connection = new RestanteXaConnectionFactory(broker.uri()).createXAConnection(user, "tea")) {
            XAResource resource = connection.createXASession().getXAResource();
            resource.recover(XAResource.TMSTARTRSCAN);
            return resource;
        }
    }

    private static Xid xid() {
        return new Xid() {
            @Override
            public int getFormatId() {
                return BRANCH.format();
            }

            @Override
            public byte[] getGlobalTransactionId() {
                return BRANCH.globalBytes();
            }

            @Override
            public byte[] getBranchQualifier() {
                return BRANCH.qualifierBytes();
            }
        };
    }

    @Test
    void aBranchBelongsToItsUserAfterARestart() {
        must(broker.as("anna"), new BranchRequest.Prepare(BRANCH, List.of(), List.of()));
        broker.restart();
        refused(broker.as("eve"), new BranchRequest.RollbackPrepared(BRANCH));
        restartFromASnapshot();
        refused(broker.as("eve"), new BranchRequest.RollbackPrepared(BRANCH));
        must(broker.as("anna"), new BranchRequest.RollbackPrepared(BRANCH));
    }

    @Test
    void anAdministratorEndsABranchOfAnotherAndIsAudited() {
        must(broker.as("anna"), new BranchRequest.Prepare(BRANCH, List.of(), List.of()));
        refused(broker.as("eve"), new BranchRequest.RollbackPrepared(BRANCH));
        refused(broker.as("shopkeeper"), new BranchRequest.RollbackPrepared(BRANCH));
        Link operator = broker.as("operator");
        assertEquals(List.of(BRANCH), prepared(operator));
        must(operator, new BranchRequest.RollbackPrepared(BRANCH));
        List<String> lines = broker.audited();
        assertEquals(3, lines.size(), lines.toString());
        assertTrue(lines.get(0).contains("user=\"eve\""), lines.get(0));
        assertTrue(lines.get(0).contains("outcome=\"refused: SECURITY"), lines.get(0));
        assertTrue(lines.get(2).startsWith("user=\"operator\" connection="), lines.get(2));
        assertTrue(lines.get(2).contains("request=\"RollbackPrepared[branch=1:01:02]\""), lines.get(2));
        assertTrue(lines.get(2).endsWith("owner=\"anna\""), lines.get(2));
    }

    @Test
    void nobodyTakesTheClientIdentifierOfAnother() {
        annaSubscribes();
        Link eve = broker.as("eve");
        assertTrue(refused(eve, new Request.Identify("laptop")).contains("belongs to another user"));
        broker.restart();
        eve = broker.as("eve");
        refused(eve, new Request.Identify("laptop"));
        restartFromASnapshot();
        eve = broker.as("eve");
        refused(eve, new Request.Once(1, 1, new Request.Identify("laptop")));
        must(eve, new Request.Identify("tablet"));
        Link anna = as("anna", "laptop");
        must(anna, open(1, NEWS, "daily", false));
    }

    @Test
    void anIdentifierIsFreeAgainWhenItsLastSubscriptionIsGone() {
        annaSubscribes();
        Link anna = as("anna", "laptop");
        must(anna, open(2, NEWS, "weekly", false));
        must(anna, new Request.CloseConsumer(2, List.of()));
        must(anna, new Request.Unsubscribe("weekly"));
        anna.close();
        refused(broker.as("ben"), new Request.Identify("laptop"));
        anna = as("anna", "laptop");
        must(anna, new Request.Unsubscribe("daily"));
        anna.close();
        must(broker.as("ben"), new Request.Identify("laptop"));
    }

    @Test
    void aSubscriptionIsDeletedOnlyByWhoMayReceiveFromItsTopic() throws Exception {
        Link anna = as("anna", null);
        must(anna, open(1, NEWS, "team", true));
        must(anna, new Request.CloseConsumer(1, List.of()));
        Link eve = broker.as("eve");
        assertTrue(refused(eve, new Request.Unsubscribe("team")).contains("may receive from its topic"));
        refused(eve, new Request.Once(1, 1, new Request.Unsubscribe("team")));
        must(broker.as("ben"), new Request.Unsubscribe("team"));
        List<String> lines = broker.audited();
        assertEquals(2, lines.size(), lines.toString());
        assertTrue(lines.get(0).contains("request=\"Unsubscribe[name=team]\""), lines.get(0));
    }

    @Test
    void aSubscriptionIsNotReplacedByAnotherTopicOfWhoMayNotReceiveFromIt() {
        Link anna = as("anna", null);
        must(anna, open(1, NEWS, "team", true));
        must(anna, new Request.CloseConsumer(1, List.of()));
        assertTrue(refused(broker.as("eve"), open(1, OTHER, "team", true)).contains("deleted or replaced"));
        must(broker.as("ben"), open(1, NEWS, "team", true));
    }

    @Test
    void anOperatorMakesASubscriptionForTheUserWhoOpensItFirst() {
        Request made = new AdminRequest.CreateSubscription(NEWS, "laptop", "daily", null, false, false);
        must(broker.as("operator"), made);
        annaSubscribes();
        refused(broker.as("ben"), new Request.Identify("laptop"));
        broker.restart();
        refused(broker.as("ben"), new Request.Identify("laptop"));
        restartFromASnapshot();
        refused(broker.as("ben"), new Request.Identify("laptop"));
    }

    @Test
    void anOperatorOfOneTopicMakesNoSubscriptionsForTheClientsOfOthers() {
        annaSubscribes();
        Request made = new AdminRequest.CreateSubscription(NEWS, "laptop", "more", null, false, false);
        refused(broker.as("shopkeeper"), made);
        must(broker.as("operator"), made);
        List<String> lines = broker.audited();
        assertTrue(lines.get(lines.size() - 2).endsWith("owner=\"anna\""), lines.toString());
    }

    @Test
    void anAdministratorUsesTheIdentifierOfAnotherAndDoesNotBecomeItsUser() {
        annaSubscribes();
        Link operator = as("operator", "laptop");
        must(operator, open(1, NEWS, "daily", false));
        must(operator, open(2, NEWS, "of the operator", false));
        operator.close();
        Link anna = as("anna", "laptop");
        must(anna, open(1, NEWS, "daily", false));
        must(anna, open(2, NEWS, "of the operator", false));
        assertTrue(broker.audited().get(0).endsWith("owner=\"anna\""));
    }

    private static Request imported(Envelope message) {
        Place to = Place.of(message.header().destination());
        return new AdminRequest.Import(to, List.of(new AdminRequest.Imported(message, 1)));
    }

    /** The origin is a property that every import can write. */
    @Test
    void aDeadLetterIsSentBackOnlyByWhoMaySendToItsOrigin() {
        Link operator = broker.as("operator");
        must(operator, imported(broker.deadLetter("queue:anna's", "queue:orders")));
        Link anna = broker.as("anna");
        Request retry = new AdminRequest.Sweep(
                AdminRequest.Act.RETRY,
                Place.of(Address.queue("anna's")),
                null,
                Filter.ANY,
                AdminRequest.ALL,
                null,
                AdminRequest.ALL);
        must(operator, imported(broker.deadLetter("queue:anna's", "queue:secret")));
        Reply.Swept swept = assertInstanceOf(Reply.Swept.class, ask(anna, retry));
        assertEquals(1, swept.messages());
        assertEquals(1, swept.stayed());
        assertTrue(String.valueOf(swept.why()).contains("where you may not send"), swept.toString());
        assertEquals(
                1, assertInstanceOf(Reply.Swept.class, ask(operator, retry)).messages());
    }

    @Test
    void aPermissionThatIsTakenAwayHoldsForWhatTheBrokerAsks() throws Exception {
        Link anna = as("anna", "laptop");
        must(anna, open(1, NEWS, "daily", false));
        must(anna, new Request.CloseConsumer(1, List.of()));
        Files.writeString(folder.resolve("permissions"), "allow operator all everything\n");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            Reply reply = ask(anna, new Request.Browse(Address.queue("orders"), null, null, 1, Request.Browse.ALL));
            return reply instanceof Reply.Refused;
        });
        refused(anna, new Request.Unsubscribe("daily"));
    }
}
