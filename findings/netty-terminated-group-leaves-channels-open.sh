#!/usr/bin/env bash
# Netty 4.2.20: an event loop group that is shut down with a quiet period of 0 terminates, and its listening channel may stay open: the
# port goes on accepting connections that nobody serves. Netty 4.1.138 closed it in every run.
#
# Input: a server channel is bound, then its group is shut down by shutdownGracefully(0, 1, SECONDS), 500 times.
#
# Expected: the channels of a group are closed when its termination future is done, whatever the quiet period.
#
# Seen on 2026-11-30, Java 17.0.15, Linux, 2 cores; the number varies:
#   4.1.138.Final, quiet period 0 ms: 0 of 500 channels open
#   4.2.20.Final, quiet period 0 ms: 336 of 500 channels open
#   4.2.20.Final, quiet period 1 ms: 0 of 500 channels open
#
# Needs a JDK from 17 on and mvn. Exit status: 0 as seen, 1 another behaviour, 2 it could not be run.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2

cat > Finding.java <<'EOF'
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.*;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

public class Finding {
    public static void main(String[] args) throws Exception {
        int open = 0;
        for (int i = 0; i < 500; i++) {
            EventLoopGroup group = new NioEventLoopGroup(1);
            Channel channel = new ServerBootstrap()
                    .group(group)
                    .channel(NioServerSocketChannel.class)
                    .childHandler(new ChannelInboundHandlerAdapter())
                    .bind(InetAddress.getLoopbackAddress(), 0)
                    .syncUninterruptibly()
                    .channel();
            group.shutdownGracefully(Long.parseLong(args[1]), 1000, TimeUnit.MILLISECONDS).syncUninterruptibly();
            open += group.isTerminated() && channel.isOpen() ? 1 : 0;
        }
        System.out.println(args[0] + ", quiet period " + args[1] + " ms: " + open + " of 500 channels open");
    }
}
EOF
run() { # version, quiet period
    cat > pom.xml <<EOF
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.netty</groupId><artifactId>netty-transport</artifactId><version>$1</version></dependency>
  </dependencies>
</project>
EOF
    mvn -q -B dependency:build-classpath -Dmdep.outputFile=classpath.txt > maven.log 2>&1 || { tail -5 maven.log; exit 2; }
    javac -nowarn -cp "$(cat classpath.txt)" Finding.java 2> javac.log || { cat javac.log; exit 2; }
    timeout 120 java -cp ".:$(cat classpath.txt)" Finding "$1" "$2" 2> errors.txt || { tail -5 errors.txt; exit 2; }
}
{ run 4.1.138.Final 0 && run 4.2.20.Final 0 && run 4.2.20.Final 1; } | tee seen.txt
[ "$(wc -l < seen.txt)" -eq 3 ] || exit 2
grep -q '^4.1.138.Final, quiet period 0 ms: 0 of' seen.txt || exit 1
grep -q '^4.2.20.Final, quiet period 0 ms: [1-9]' seen.txt || exit 1
grep -q '^4.2.20.Final, quiet period 1 ms: 0 of' seen.txt
