// Virtual calls, abstract classes, multiple inheritance, virtual destructors.
#include <cstdio>
struct Shape {
    virtual ~Shape() { std::printf("~Shape\n"); }
    virtual double area() const = 0;
    virtual const char *name() const { return "shape"; }
};
struct Named {
    virtual ~Named() = default;
    virtual int id() const { return 1; }
};
struct Circle : Shape {
    double radius;
    explicit Circle(double r) : radius(r) {}
    ~Circle() override { std::printf("~Circle\n"); }
    double area() const override { return 3 * radius * radius; }
};
struct Box : Shape, Named {
    double w, h;
    Box(double w, double h) : w(w), h(h) {}
    double area() const override { return w * h; }
    const char *name() const override { return "box"; }
    int id() const override { return 7; }
};
struct Square final : Box {
    explicit Square(double side) : Box(side, side) {}
    const char *name() const override { return "square"; }
};
int main() {
    Shape *shapes[] = {new Circle(2), new Box(3, 4), new Square(5)};
    for (Shape *shape : shapes) std::printf("%s %.1f\n", shape->name(), shape->area());
    Named *named = static_cast<Box *>(shapes[1]);
    std::printf("%d\n", named->id());
    for (Shape *shape : shapes) delete shape;
}
