/* SPDX-License-Identifier: MIT
 * measure RUNS COMMAND...: runs a command and prints the least user+system seconds, the least wall
 * seconds and the peak memory in MiB, on one line. The command's output is thrown away. */
#define _DEFAULT_SOURCE /* wait4 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void become(char **argv)
{
    int null = open("/dev/null", O_WRONLY);
    dup2(null, STDOUT_FILENO);
    execvp(argv[0], argv);
    perror(argv[0]);
    _exit(127);
}

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
    if (argc < 3) return 2;
    double least_cpu = 1e9, least_wall = 1e9;
    long peak = 0;
    for (int run = 0; run < atoi(argv[1]); run++) {
        struct rusage usage;
        int status;
        double start = now();
        pid_t child = fork();
        if (child == 0) become(argv + 2);
        if (wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) ||
            WEXITSTATUS(status) != 0) {
            fprintf(stderr, "%s failed\n", argv[2]);
            return 1;
        }
        double wall = now() - start, cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
        if (wall < least_wall) least_wall = wall;
        if (cpu < least_cpu) least_cpu = cpu;
        if (usage.ru_maxrss > peak) peak = usage.ru_maxrss;
    }
    printf("%.4f %.4f %.1f\n", least_cpu, least_wall, (double)peak / 1024);
    return 0;
}
