/*
 * One operator for onnxruntime: a normalisation over each row, in a style, and a snake behind it.
 *
 * The runtime needs eight operators for that, which go again and again through numbers that do not fit
 * into a cache, and it has no wide code for the sine. Here a row is read, and written, while it is near.
 *
 * No header of the runtime is needed. What it offers is a table of functions whose order never changes
 * once published (its onnxruntime_c_api.h; onnxruntime_c_api.cc asserts it); the places used are named below.
 */

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define SHOWN __attribute__((visibility("default")))
#else
#define SHOWN
#endif

/* Code for each kind of processor in one library, chosen when it is loaded, where the system can. */
#if defined(__linux__) && defined(__x86_64__) && defined(__GLIBC__) && !defined(ONE_KIND)
#define EVERY_KIND __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define EVERY_KIND
#endif

#define LANES 32

/*
 * Give in *out* the snake u + sin(alpha * u)^2 / alpha of each number u of the row *in*, normalised.
 *
 * The sine is taken of what is left after whole multiples of pi, of which it has the square; pi is taken
 * off in two parts, the first of so few bits that its multiples are exact. The polynomial was fitted to
 * half a turn; it is off by 5e-9 at most, which is less than the last bit.
 */
SHOWN EVERY_KIND void tts_onnx_snake(const float *restrict in, float *restrict out, int64_t count,
                                       float scale, float bias, float alpha, float epsilon)
{
    const int64_t whole = count - count % LANES;
    float part[LANES] = {0};
    double sum = 0, squares = 0;

    for (int64_t i = 0; i < whole; i += LANES)
        for (int k = 0; k < LANES; k++)
            part[k] += in[i + k];
    for (int64_t i = whole; i < count; i++)
        sum += in[i];
    for (int k = 0; k < LANES; k++) {
        sum += part[k];
        part[k] = 0;
    }
    const float mean = (float)(sum / (double)count);

    for (int64_t i = 0; i < whole; i += LANES)
        for (int k = 0; k < LANES; k++)
            part[k] += (in[i + k] - mean) * (in[i + k] - mean);
    for (int64_t i = whole; i < count; i++)
        squares += (in[i] - mean) * (in[i] - mean);
    for (int k = 0; k < LANES; k++)
        squares += part[k];

    const float less = 1.0f / alpha;
    const float steep = scale / sqrtf((float)(squares / (double)count) + epsilon);
    for (int64_t i = 0; i < count; i++) {
        const float u = (in[i] - mean) * steep + bias;
        const float angle = alpha * u;
        const float turns = (angle * 0.318309886f + 12582912.0f) - 12582912.0f; /* rounded: 1.5 * 2^23 */
        float rest = (angle - turns * 3.140625f) - turns * 9.67653589793e-4f;
        rest = rest < -2.0f ? -2.0f : rest; /* so that a number beyond all measure stays a number */
        rest = rest > 2.0f ? 2.0f : rest;
        const float square = rest * rest;
        float sine = 2.599989330e-06f;
        sine = sine * square - 1.980658562e-04f;
        sine = sine * square + 8.333017118e-03f;
        sine = sine * square - 1.666665673e-01f;
        sine = sine * square * rest + rest;
        out[i] = u + sine * sine * less;
    }
}

/* The runtime's table of functions, and the places in it. A function that returns a Status returns 0 if it went well. */
typedef void *Status;
typedef const void *const *Api;
enum {
    CREATE_STATUS = 0,
    CREATE_CUSTOM_OP_DOMAIN = 26,
    CUSTOM_OP_DOMAIN_ADD = 27,
    ADD_CUSTOM_OP_DOMAIN = 28,
    GET_TENSOR_MUTABLE_DATA = 51,
    GET_DIMENSIONS_COUNT = 61,
    GET_DIMENSIONS = 62,
    GET_TENSOR_SHAPE_ELEMENT_COUNT = 64,
    GET_TENSOR_TYPE_AND_SHAPE = 65,
    KERNEL_CONTEXT_GET_INPUT = 90,
    KERNEL_CONTEXT_GET_OUTPUT = 91,
    RELEASE_TENSOR_TYPE_AND_SHAPE_INFO = 99,
};
enum { VERSION = 16, INVALID_ARGUMENT = 2, FLOAT = 1, REQUIRED = 0 };

typedef struct Base {
    Api (*get)(uint32_t version);
} Base;

/* How the runtime wants an operator described: OrtCustomOp of version 16. */
typedef struct Operator {
    uint32_t version;
    void *(*create)(const struct Operator *, Api, const void *info);
    const char *(*name)(const struct Operator *);
    const char *(*provider)(const struct Operator *);
    int (*input_type)(const struct Operator *, size_t);
    size_t (*input_count)(const struct Operator *);
    int (*output_type)(const struct Operator *, size_t);
    size_t (*output_count)(const struct Operator *);
    void (*compute)(void *kernel, void *context);
    void (*destroy)(void *kernel);
    int (*input_kind)(const struct Operator *, size_t);
    int (*output_kind)(const struct Operator *, size_t);
    int (*input_memory)(const struct Operator *, size_t);
    int (*fewest_inputs)(const struct Operator *);
    int (*inputs_alike)(const struct Operator *);
    int (*fewest_outputs)(const struct Operator *);
    int (*outputs_alike)(const struct Operator *);
    Status (*create_checked)(const struct Operator *, Api, const void *info, void **kernel);
    Status (*compute_checked)(void *kernel, void *context);
} Operator;

#define FUNCTION(api, place, type) ((type)(api)[place])
#define TRY(call)            \
    do {                     \
        Status failed = call; \
        if (failed)          \
            return failed;   \
    } while (0)

/* The weight and the bias of the normalisation, the strength and the offset of the style, alpha: one for each channel. */
enum { ROWS, WEIGHT, BIAS, STRENGTH, OFFSET, ALPHA, EPSILON, INPUTS };

typedef struct Input {
    const float *numbers;
    size_t count;
} Input;

static Status read_input(Api api, void *context, size_t index, Input *input, int64_t *sizes)
{
    const void *value;
    void *info, *numbers;
    size_t dimensions = 0;
    TRY(FUNCTION(api, KERNEL_CONTEXT_GET_INPUT, Status(*)(void *, size_t, const void **))(context, index, &value));
    TRY(FUNCTION(api, GET_TENSOR_MUTABLE_DATA, Status(*)(const void *, void **))(value, &numbers));
    TRY(FUNCTION(api, GET_TENSOR_TYPE_AND_SHAPE, Status(*)(const void *, void **))(value, &info));
    Status status = FUNCTION(api, GET_TENSOR_SHAPE_ELEMENT_COUNT, Status(*)(void *, size_t *))(info, &input->count);
    if (!status && sizes) {
        status = FUNCTION(api, GET_DIMENSIONS_COUNT, Status(*)(void *, size_t *))(info, &dimensions);
        if (!status && dimensions == 3)
            status = FUNCTION(api, GET_DIMENSIONS, Status(*)(void *, int64_t *, size_t))(info, sizes, 3);
        else if (!status)
            status = FUNCTION(api, CREATE_STATUS, Status(*)(int, const char *))(
                INVALID_ARGUMENT, "SnakeNormalization takes rows in three dimensions");
    }
    FUNCTION(api, RELEASE_TENSOR_TYPE_AND_SHAPE_INFO, void (*)(void *))(info);
    input->numbers = numbers;
    return status;
}

static Status compute(void *kernel, void *context)
{
    Api api = kernel;
    Input inputs[INPUTS];
    int64_t sizes[3];
    void *value, *out;
    for (size_t index = 0; index < INPUTS; index++)
        TRY(read_input(api, context, index, &inputs[index], index == ROWS ? sizes : NULL));
    const size_t channels = (size_t)sizes[1];
    for (size_t index = WEIGHT; index < INPUTS; index++)
        if (inputs[index].count != (index == EPSILON ? 1 : channels))
            return FUNCTION(api, CREATE_STATUS, Status(*)(int, const char *))(
                INVALID_ARGUMENT, "SnakeNormalization takes one number for each channel, and one epsilon");
    TRY(FUNCTION(api, KERNEL_CONTEXT_GET_OUTPUT, Status(*)(void *, size_t, const int64_t *, size_t, void **))(
        context, 0, sizes, 3, &value));
    TRY(FUNCTION(api, GET_TENSOR_MUTABLE_DATA, Status(*)(const void *, void **))(value, &out));
    for (int64_t row = 0; row < sizes[0] * sizes[1]; row++) {
        const size_t channel = (size_t)row % channels;
        const float strength = inputs[STRENGTH].numbers[channel];
        tts_onnx_snake(inputs[ROWS].numbers + row * sizes[2], (float *)out + row * sizes[2], sizes[2],
                         inputs[WEIGHT].numbers[channel] * strength,
                         inputs[BIAS].numbers[channel] * strength + inputs[OFFSET].numbers[channel],
                         inputs[ALPHA].numbers[channel], inputs[EPSILON].numbers[0]);
    }
    return NULL;
}

static Status create(const Operator *operator, Api api, const void *info, void **kernel)
{
    (void)operator, (void)info;
    *kernel = (void *)api;
    return NULL;
}

static const char *name(const Operator *operator) { return (void)operator, "SnakeNormalization"; }
static const char *provider(const Operator *operator) { return (void)operator, "CPUExecutionProvider"; }
static int type(const Operator *operator, size_t index) { return (void)operator, (void)index, FLOAT; }
static int kind(const Operator *operator, size_t index) { return (void)operator, (void)index, REQUIRED; }
static int memory(const Operator *operator, size_t index) { return (void)operator, (void)index, 0; }
static size_t inputs(const Operator *operator) { return (void)operator, INPUTS; }
static size_t outputs(const Operator *operator) { return (void)operator, 1; }
static int one(const Operator *operator) { return (void)operator, 1; }
static void destroy(void *kernel) { (void)kernel; }

static const Operator snake = {
    .version = VERSION,
    .name = name,
    .provider = provider,
    .input_type = type,
    .input_count = inputs,
    .output_type = type,
    .output_count = outputs,
    .destroy = destroy,
    .input_kind = kind,
    .output_kind = kind,
    .input_memory = memory,
    .fewest_inputs = one,
    .inputs_alike = one,
    .fewest_outputs = one,
    .outputs_alike = one,
    .create_checked = create,
    .compute_checked = compute,
};

/* What the runtime calls when it is given this library. */
SHOWN Status RegisterCustomOps(void *options, const Base *base)
{
    static void *domain; /* One for all sessions; it has to outlive them. */
    Api api = base->get(VERSION); /* Never null: this package asks for a runtime that is newer. */
    if (!domain) {
        void *made;
        TRY(FUNCTION(api, CREATE_CUSTOM_OP_DOMAIN, Status(*)(const char *, void **))("tts_onnx", &made));
        TRY(FUNCTION(api, CUSTOM_OP_DOMAIN_ADD, Status(*)(void *, const Operator *))(made, &snake));
        domain = made;
    }
    return FUNCTION(api, ADD_CUSTOM_OP_DOMAIN, Status(*)(void *, void *))(options, domain);
}
