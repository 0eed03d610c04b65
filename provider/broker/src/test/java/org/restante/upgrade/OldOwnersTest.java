package org.restante.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.restante.link.BranchId;
import org.restante.link.BranchRequest;
import org.restante.link.Link;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;
import org.restante.users.UsersFixture;

/** In a data directory from before there were owners, branches and subscriptions belong to nobody, and get owners by use. */
final class OldOwnersTest {

    @TempDir
    private Path folder;

    private UsersFixture broker(OldDirectory old) throws Exception {
        Path data = old.unpack(folder);
        String options = "&data=" + data + "&segmentBytes=" + DirectoryBroker.SEGMENT;
        String permissions = "allow ben receive topic:>\nallow eve send queue:>\nallow operator all everything\n";
        return new UsersFixture("old-owners-" + old, folder, options, permissions, "ben", "eve", "operator");
    }

    private static void must(Link link, Request request) {
        assertInstanceOf(Reply.Done.class, UsersFixture.ask(link, request));
    }

    private static Request open(Definitions.Durable durable) {
        return new Request.OpenConsumer(
                1,
                1,
                Address.topic(durable.topic()),
                durable.selector(),
                durable.noLocal(),
                new Request.Subscription(durable.name(), true, durable.shared()));
    }

    private static List<BranchId> prepared(Link link) {
        return ((Reply.Branches) UsersFixture.ask(link, new BranchRequest.Prepared())).branches();
    }

    private static void assertRefused(Reply reply) {
        assertEquals(
                Problem.SECURITY, assertInstanceOf(Reply.Refused.class, reply).problem(), reply.toString());
    }

    @ParameterizedTest
    @EnumSource
    void whoOpensASubscriptionFirstIsItsUser(OldDirectory old) throws Exception {
        try (UsersFixture broker = broker(old)) {
            Link operator = broker.as("operator");
            must(operator, new Request.Identify(Definitions.CLIENT));
            must(operator, open(Definitions.DURABLES.get(0)));
            operator.close();
            Link ben = broker.as("ben");
            must(ben, new Request.Identify(Definitions.CLIENT));
            must(ben, open(Definitions.DURABLES.get(0)));
            ben.close();
            assertRefused(UsersFixture.ask(broker.as("eve"), new Request.Identify(Definitions.CLIENT)));
            broker.restart();
            assertRefused(UsersFixture.ask(broker.as("eve"), new Request.Identify(Definitions.CLIENT)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void preparedBranchesAreEndedByWhoeverMayConnect(OldDirectory old) throws Exception {
        try (UsersFixture broker = broker(old)) {
            Link ben = broker.as("ben");
            List<BranchId> branches = prepared(ben);
            assertEquals(branches, prepared(broker.as("operator")));
            must(ben, new BranchRequest.RollbackPrepared(branches.get(0)));
            assertEquals(branches.subList(1, branches.size()), prepared(broker.as("eve")));
        }
    }
}
