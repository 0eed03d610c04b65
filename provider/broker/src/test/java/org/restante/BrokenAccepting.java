package org.restante;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A listening socket at a path, of which the first calls of accept throw an error. */
final class BrokenAccepting extends ServerSocketChannel {

    private final ServerSocketChannel real;
    private final AtomicInteger errors;

    /** @param errors how many calls are to fail; counted down */
    BrokenAccepting(Path path, AtomicInteger errors) throws IOException {
        super(SelectorProvider.provider());
        this.real = DirectorySocket.bind(path);
        this.errors = errors;
    }

    @Override
    public SocketChannel accept() throws IOException {
        if (errors.getAndDecrement() > 0) {
            throw new StackOverflowError("thrown by the test");
        }
        return real.accept();
    }

    @Override
    public ServerSocketChannel bind(SocketAddress local, int backlog) throws IOException {
        return real.bind(local, backlog);
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) throws IOException {
        return real.setOption(name, value);
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        return real.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return real.supportedOptions();
    }

    @Override
    public ServerSocket socket() {
        return real.socket();
    }

    @Override
    public SocketAddress getLocalAddress() throws IOException {
        return real.getLocalAddress();
    }

    @Override
    protected void implCloseSelectableChannel() throws IOException {
        real.close();
    }

    @Override
    protected void implConfigureBlocking(boolean block) throws IOException {
        real.configureBlocking(block);
    }
}
