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
 * The messages of one queue or subscription, for an operator. Created by {@link Admin#queue} and
 * {@link Admin#subscription}.
 *
 * <p>Any thread may use it. Operations on many messages run in parts of a few thousand, so that the broker serves other
 * clients between them; messages that arrive after the first part are left out. The trap: if a part fails, the parts
 * before it stay done. An interrupt of the calling thread ends the operation behind its present part; the exception has
 * the number of messages that are done.
 */
public final class MessageAdmin {

    private final Asker asker;
    private final Place place;

    MessageAdmin(Asker asker, Place place) {
        this.asker = asker;
        this.place = place;
    }

    /** The queue or subscription of these messages. */
    public Place place() {
        return place;
    }

    /**
     * Counts the matching messages and their size; changes nothing.
     *
     * @throws AdminException if the place does not exist, or the selector is invalid
     */
    public Tally count(MessageFilter which) {
        Swept all = sweep(Act.COUNT, null, which);
        return new Tally(all.messages, all.bytes);
    }

    /**
     * Deletes the matching messages; their status is PURGED. A later acknowledgement of a deleted message in flight
     * does nothing, and a transaction that acknowledges one is refused.
     *
     * @return the number of deleted messages
     */
    public long purge(MessageFilter which) {
        return sweep(Act.PURGE, null, which).all(this, which, "purged");
    }

    /**
     * Moves the matching messages to another queue, which is created if it does not exist. They keep their identifiers,
     * properties and times to live; their delivery counts start again.
     *
     * @param to {@code queue:orders}, or without {@code queue:}
     * @return the number of moved messages
     * @throws AdminException if some messages cannot be moved, for example because the queue is full; the text gives
     *     both numbers and the reason
     */
    public long move(MessageFilter which, String to) {
        return sweep(Act.MOVE, Address.parse(to), which).all(this, which, "moved");
    }

    /**
     * Copies the matching messages to another queue. A copy equals its original except for the message identifier,
     * which is new; its property {@code JMS_RESTANTE_COPY_OF} names the original.
     *
     * @return the number of copies
     * @throws AdminException if some messages were not copied; the text gives both numbers and the reason
     */
    public long copy(MessageFilter which, String to) {
        return sweep(Act.COPY, Address.parse(to), which).all(this, which, "copied");
    }

    /**
     * Returns messages of a dead-letter or expiry queue to their origin, as if they had never been delivered. A message
     * that came from a subscription returns to that subscription alone.
     *
     * @return the number of returned messages
     * @throws AdminException if some messages cannot be returned, for example because their subscription is gone; the
     *     text gives both numbers and the reason
     */
    public long retry(MessageFilter which) {
        return sweep(Act.RETRY, null, which).all(this, which, "sent back");
    }

    private Swept sweep(Act act, @Nullable Address to, MessageFilter which) {
        Swept swept = new Swept();
        long newest = AdminRequest.ALL;
        do {
            if (Thread.currentThread().isInterrupted()) {
                throw new AdminException(
                        "interrupted; " + swept.messages + " messages of " + place.address() + " were done before",
                        swept.messages);
            }
            long left = which.limit() - swept.messages;
            var request = new AdminRequest.Sweep(act, place, to, which.filter(), left, swept.next, newest);
            Reply.Swept part = asker.askToTheEnd(request, Reply.Swept.class);
            swept.add(part);
            newest = part.newest();
        } while (swept.next != null);
        return swept;
    }

    /** The sum of the answers so far. Owned by one thread. */
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

        /** The number of messages; throws if the operation left out any matching one. */
        long all(MessageAdmin from, MessageFilter which, String done) {
            String place = from.place.address().toString();
            if (stayed > 0) {
                String partial = messages + " messages of " + place + " were " + done + ", " + stayed + " stay: " + why;
                throw new AdminException(Problem.ILLEGAL_STATE, which.id() == null ? partial : String.valueOf(why));
            }
            if (messages == 0 && which.id() != null) {
                throw new AdminException(
                        Problem.INVALID_DESTINATION, "no message " + which.id() + " waits in " + place);
            }
            return messages;
        }
    }

    /**
     * Browses messages and takes none: by priority, then by age. Delayed messages are included; messages in flight if
     * the filter includes them. The stream fetches up to 1,000 messages at a time.
     *
     * @throws AdminException while the stream is read, if the place does not exist, the selector is invalid, or the
     *     link has ended
     */
    public Stream<BrowsedMessage> browse(MessageFilter which) {
        Iterator<BrowsedMessage> pages = new Pages<>((@Nullable Tag after, long newest) -> {
            Reply.Looked page =
                    asker.ask(new AdminRequest.Look(place, which.filter(), 1000, after, newest), Reply.Looked.class);
            return new Pages.Page<>(
                    page.messages().stream().map(BrowsedMessage::new).toList(), page.next(), page.newest());
        });
        return stream(pages).limit(which.limit());
    }

    static <T> Stream<T> stream(Iterator<T> items) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(items, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    /** The messages that are delivered and not acknowledged, with their consumers. */
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
     * Exports messages, with all their headers, properties and bodies, as lines of JSON in the format of
     * docs/export.md. The messages stay in place. The stream is flushed and left open.
     *
     * @return the number of exported messages
     * @throws IOException if the stream fails
     * @throws AdminException if the place does not exist, the selector is invalid, or the link has ended. The export
     *     then has no last line, and an import recognises it as incomplete
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
     * Imports the messages of an export, with their identifiers, into this place; a queue is created if it does not
     * exist. A message whose identifier waits here already is left out, so that an interrupted import can be repeated.
     * At the limit of a destination the import waits for space, as a send does. Duplicate detection is not applied.
     *
     * <p>Meanwhile this process holds the identifiers of all messages that wait here: about 100 bytes for each. The
     * trap: two imports of one export at the same time store its messages twice.
     *
     * @param skipBad whether to skip bad lines; otherwise the import ends at the first one, and the messages before it
     *     are imported
     * @throws IOException if the stream fails, or it is not an export
     * @throws AdminException if a line is bad and not skipped; the text gives its number and fault; or if the broker
     *     refuses, or the link has ended
     */
    public ImportReport importFrom(InputStream in, boolean skipBad) throws IOException {
        Set<MessageId> present = new HashSet<>();
        if (exists()) {
            statuses(false).forEachRemaining(status -> present.add(status.id()));
        }
        return new Importer(asker, place, present, skipBad).run(in);
    }

    boolean exists() {
        var request = new AdminRequest.Destinations(place.address(), 0);
        return place.id() != 0
                || !asker.ask(request, Reply.Destinations.class).destinations().isEmpty();
    }

    /**
     * Stops deliveries; durable, and shown by {@link Admin#destinations()}. The broker still accepts sends, and earlier
     * deliveries can be acknowledged. Messages that a client has prefetched still reach its application.
     */
    public void pause() {
        asker.ask(new AdminRequest.Pause(place, true), Reply.Done.class);
    }

    /** Resumes deliveries. A subscription of a paused topic resumes with its topic. */
    public void resume() {
        asker.ask(new AdminRequest.Pause(place, false), Reply.Done.class);
    }

    /**
     * Deletes the queue or subscription with its messages.
     *
     * @param force deletes even with open consumers or messages in flight
     * @return the number of deleted messages; their status is PURGED
     * @throws AdminException if it does not exist, or is in use and not forced; or if it was emptied but stays, because
     *     it has open consumers
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
