package org.restante.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.AdminRequest.Act;
import org.restante.link.MessageStatus;
import org.restante.link.Place;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.MessageId;

/**
 * The messages of one queue or subscription, as an operator sees and moves them. From {@link Admin#queue} and {@link
 * Admin#subscription}.
 *
 * <p>Any thread may use it. What is done with many messages is done in parts of some thousands at the most, so that the broker goes on
 * working meanwhile; what comes after the first part is left alone. The trap: where a part fails, the parts before it are done.
 */
public final class MessageAdmin {

    private final Asker asker;
    private final Place place;

    MessageAdmin(Asker asker, Place place) {
        this.asker = asker;
        this.place = place;
    }

    /** Where these messages wait. */
    public Place place() {
        return place;
    }

    /**
     * How many match, and their size; nothing is changed.
     *
     * @throws AdminException if the place is not there, or the selector is none
     */
    public Tally count(MessageFilter which) {
        Swept all = sweep(Act.COUNT, null, which);
        return new Tally(all.messages, all.bytes);
    }

    /**
     * Takes them out; their status is PURGED. Acknowledging what was in flight does nothing then, and a transaction that does is
     * refused.
     *
     * @return how many went
     */
    public long purge(MessageFilter which) {
        return sweep(Act.PURGE, null, which).all(this, which, "purged");
    }

    /**
     * Moves them to another queue, which is made if it is not there. They keep their identifiers, properties and times to live; their
     * deliveries are counted anew.
     *
     * @param to {@code queue:orders}, or without {@code queue:}
     * @return how many went
     * @throws AdminException if some stay, as where the queue is full; it says how many went, how many stay, and why
     */
    public long move(MessageFilter which, String to) {
        return sweep(Act.MOVE, Address.parse(to), which).all(this, which, "moved");
    }

    /**
     * Puts a copy of each into another queue. A copy has all that its original has but the identifier, which is its own; its property
     * {@code JMS_RESTANTE_COPY_OF} names the original.
     *
     * @return how many were made
     * @throws AdminException if some were not copied; it says how many were, and why
     */
    public long copy(MessageFilter which, String to) {
        return sweep(Act.COPY, Address.parse(to), which).all(this, which, "copied");
    }

    /**
     * Sends messages of a dead-letter or expiry queue back to where they came from, as if never delivered. One that came from a
     * subscription goes to that subscription alone.
     *
     * @return how many went
     * @throws AdminException if some stay, as where their subscription is gone; it says how many went, how many stay, and why
     */
    public long retry(MessageFilter which) {
        return sweep(Act.RETRY, null, which).all(this, which, "sent back");
    }

    private Swept sweep(Act act, @Nullable Address to, MessageFilter which) {
        Swept swept = new Swept();
        long newest = AdminRequest.ALL;
        do {
            long left = which.most() - swept.messages;
            var request = new AdminRequest.Sweep(act, place, to, which.filter(), left, swept.next, newest);
            Reply.Swept part = asker.ask(request, Reply.Swept.class);
            swept.add(part);
            newest = part.newest();
        } while (swept.next != null);
        return swept;
    }

    /** The parts so far. */
    static final class Swept {
        private long messages;
        private long bytes;
        private long stayed;
        private @Nullable String why;
        private @Nullable Tag next;

        long messages() {
            return messages;
        }

        void add(Reply.Swept part) {
            messages += part.messages();
            bytes += part.bytes();
            stayed += part.stayed();
            why = why == null ? part.why() : why;
            next = part.next();
        }

        /** How many, if it is all that were meant. */
        long all(MessageAdmin from, MessageFilter which, String done) {
            String place = from.place.address().toString();
            if (stayed > 0) {
                String many = messages + " messages of " + place + " were " + done + ", " + stayed + " stay: " + why;
                throw new AdminException(Problem.ILLEGAL_STATE, which.id() == null ? many : String.valueOf(why));
            }
            if (messages == 0 && which.id() != null) {
                throw new AdminException(
                        Problem.INVALID_DESTINATION, "no message " + which.id() + " waits in " + place);
            }
            return messages;
        }
    }

    /**
     * Looks at messages, taking none: first those of the highest priority, then the oldest; also those that wait for a time, and, where
     * the filter says so, those in flight. They are fetched some hundreds at a time, as the stream is read.
     *
     * @throws AdminException as it is read, if the place is not there, the selector is none, or the link has ended
     */
    public Stream<BrowsedMessage> browse(MessageFilter which) {
        Iterator<BrowsedMessage> pages = new Pages<>((@Nullable Tag after, long newest) -> {
            Reply.Looked page =
                    asker.ask(new AdminRequest.Look(place, which.filter(), 1000, after, newest), Reply.Looked.class);
            return new Pages.Page<>(
                    page.messages().stream().map(BrowsedMessage::new).toList(), page.next(), page.newest());
        });
        return stream(pages).limit(which.most());
    }

    static <T> Stream<T> stream(Iterator<T> items) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(items, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    /** What is delivered and not acknowledged, and who has it. */
    public List<MessageStatus> inFlight() {
        List<MessageStatus> all = new ArrayList<>();
        statuses(true).forEachRemaining(all::add);
        return all;
    }

    private Iterator<MessageStatus> statuses(boolean inFlight) {
        return new Pages<>((@Nullable Tag after, long newest) -> {
            Reply.Messages page = asker.ask(new AdminRequest.Messages(place, inFlight, after), Reply.Messages.class);
            return new Pages.Page<>(page.messages(), page.next(), newest);
        });
    }

    /**
     * Writes messages, with all that they have, as lines of JSON; docs/export.md says how. They stay where they are. The stream is
     * flushed and left open.
     *
     * @return how many were written
     * @throws IOException if the stream fails
     * @throws AdminException if the place is not there, the selector is none, or the link has ended; what was written then lacks its last
     *     line, and so does not pass as whole
     */
    public long exportTo(OutputStream out, MessageFilter which) throws IOException {
        Exporter exporter = new Exporter(out);
        exporter.begin(place.address());
        Iterator<BrowsedMessage> messages = browse(which).iterator();
        while (messages.hasNext()) {
            exporter.write(messages.next());
        }
        return exporter.end();
    }

    /**
     * Puts the messages of an export here, with their identifiers; a queue is made if it is not there. One whose identifier waits here
     * already is passed over, so that an import that was interrupted can be repeated. What is bounded here waits for room as a send
     * does. Identifiers of repetitions are not looked at.
     *
     * <p>The identifiers of what waits here are held in this process meanwhile: about 100 bytes for each message. The trap: who
     * imports the same twice at the same time has it twice.
     *
     * @param skipBad whether to go on behind a line that is bad; if not, it ends there, and what came before has been imported
     * @throws IOException if the stream fails, or what it holds is no export
     * @throws AdminException if a line is bad, and they are not skipped; it says which and why; or if the broker refuses, or the link has
     *     ended
     */
    public ImportReport importFrom(InputStream in, boolean skipBad) throws IOException {
        Set<MessageId> present = new HashSet<>();
        if (isThere()) {
            statuses(false).forEachRemaining(status -> present.add(status.id()));
        }
        return new Importer(asker, place, present, skipBad).run(in);
    }

    boolean isThere() {
        var request = new AdminRequest.Destinations(place.address(), 0);
        return place.id() != 0
                || !asker.ask(request, Reply.Destinations.class).destinations().isEmpty();
    }

    /**
     * Stops deliveries; durable, and shown by {@link Admin#destinations()}. Sends are taken all the same, what was delivered before can
     * be acknowledged, and what a client has fetched ahead still reaches its application.
     */
    public void pause() {
        asker.ask(new AdminRequest.Pause(place, true), Reply.Done.class);
    }

    /** Lets deliveries go on. A subscription whose topic is paused goes on with its topic. */
    public void resume() {
        asker.ask(new AdminRequest.Pause(place, false), Reply.Done.class);
    }

    /**
     * Deletes the queue or subscription with its messages.
     *
     * @param force even if somebody consumes from it or has messages of it in flight, which go, too
     * @return how many messages went with it; their status is PURGED
     * @throws AdminException if it is not there, or in use and not forced; or if it was emptied and stays, because it has consumers
     */
    public long delete(boolean force) {
        Swept swept = delete(asker, place, force);
        if (swept.stayed > 0) {
            throw new AdminException(Problem.ILLEGAL_STATE, swept.messages + " messages went; " + swept.why);
        }
        return swept.messages;
    }

    static Swept delete(Asker asker, Place which, boolean force) {
        Swept swept = new Swept();
        do {
            swept.add(asker.ask(new AdminRequest.Delete(which, force), Reply.Swept.class));
        } while (swept.next != null);
        return swept;
    }
}
