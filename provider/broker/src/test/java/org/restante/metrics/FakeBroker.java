package org.restante.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.restante.admin.Admin;
import org.restante.link.AdminRequest;
import org.restante.link.BrokerInfo;
import org.restante.link.Counts;
import org.restante.link.DestinationStatus;
import org.restante.link.Link;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Traffic;
import org.restante.message.Address;

/** A link to a fake broker, whose answers the test sets, and which can hang. Used by the threads of the test and the probe. */
final class FakeBroker implements Link {

    private volatile boolean hangs;
    private volatile boolean hasRoom = true;
    private volatile List<DestinationStatus> destinations = List.of();
    private final AtomicInteger infoRequests = new AtomicInteger();

    Admin admin() {
        return Admin.open(events -> this, null, null);
    }

    void hang(boolean on) {
        hangs = on;
    }

    void fillDisk() {
        hasRoom = false;
    }

    int infoRequests() {
        return infoRequests.get();
    }

    /** Sets the queues, as pairs of name and number of messages; each message also counts as queued. */
    void queues(Object... namesAndMessages) {
        List<DestinationStatus> statuses = new ArrayList<>();
        for (int i = 0; i < namesAndMessages.length; i += 2) {
            int messages = (Integer) namesAndMessages[i + 1];
            statuses.add(new DestinationStatus(
                    i + 1,
                    Address.parse((String) namesAndMessages[i]),
                    null,
                    false,
                    new Counts(messages, 0, 0, messages, 0, 1),
                    new Traffic(messages, 0, 0, 0, 0, 0, 0, 0)));
        }
        destinations = statuses;
    }

    @Override
    public CompletionStage<Reply> request(Request request) {
        if (hangs) {
            return new CompletableFuture<>();
        }
        return CompletableFuture.completedFuture(answer(request));
    }

    private Reply answer(Request request) {
        if (request instanceof Request.Connect) {
            return new Reply.Connected(1, 1, 1);
        } else if (request instanceof AdminRequest.Info) {
            infoRequests.incrementAndGet();
            return new Reply.Info(info());
        }
        return new Reply.Destinations(destinations, 0);
    }

    private BrokerInfo info() {
        return new BrokerInfo(
                new BrokerInfo.About("1.2", 7, 1000, 61_000, null, 0, List.of("tcp://127.0.0.1:7270")),
                new BrokerInfo.Load(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
                new Traffic(11, 12, 13, 14, 15, 16, 17, 18),
                new BrokerInfo.LogInfo(19, 20, 21, List.of(), 22, hasRoom),
                new BrokerInfo.SnapshotInfo(23, 24, 31_000, 26, 27),
                new BrokerInfo.SocketInfo(28, 29, 30, 31, 32),
                null);
    }

    @Override
    public void close() {
        hangs = false;
    }
}
